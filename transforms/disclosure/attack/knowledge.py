"""Everything two public files say together, as one system of rows over whole counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from transforms.disclosure.attack.classes import FAR, Class, RateSide, Sides, classes
from transforms.disclosure.attack.facts import (
    DENOMINATOR,
    Facts,
    add_claims,
    add_classes,
    add_parts,
    add_totals,
    count_of,
)
from transforms.disclosure.attack.system import System
from transforms.disclosure.attack.told import (
    EMPLOYED,
    GRADUATES,
    MATCHED,
    MEASURES,
    PLACED,
    Numbers,
    Places,
    SeenCohorts,
    Truths,
)

# what is known of a part from below holds for its whole; from above, the reverse
PART_OF = ((MATCHED, EMPLOYED), (EMPLOYED, PLACED), (PLACED, GRADUATES))

Place = tuple[str, int, str]


@dataclass(frozen=True)
class Hidden:
    """Counts of persons under attack. `weights`: each as a sum of the system's counts; `names`: what each is called."""

    weights: sparse.csr_matrix
    cells: Places
    measures: Places
    is_remainder: Truths


@dataclass(frozen=True)
class Knowledge:
    """A system of rows, what is hidden in it, and which cohort each of its cells is, in this file or the one before."""

    system: System
    hidden: Hidden
    places: list[Place]


def known(
    present: SeenCohorts,
    previous: SeenCohorts | None,
    restated: frozenset[Place],
    is_quiet: bool,
    most: float,
) -> Knowledge:
    """The system of both files. Cohorts that both tell alike are one, but for those found to be restated.

    is_quiet: nothing that counts persons was delivered in between; then all are one, however they are told.
    most: by how many persons a restatement can have moved a count, where that is known; else FAR.
    """
    facts, places = Facts(), list(present.places)
    found = classes(present, sides_of(present))
    add_one(facts, present, found, np.arange(len(places)))
    remainder = np.column_stack([found[measure].is_remainder for measure in MEASURES])
    delivered = present.is_delivered
    if previous is not None:
        cell_of, moved = _cells(present, previous, restated, is_quiet)
        own = classes(previous, sides_of(previous))
        add_one(facts, previous, own, cell_of)
        is_new = cell_of >= len(places)
        places += [place for place, new in zip(previous.places, is_new, strict=True) if new]
        remainder = np.vstack([remainder, np.column_stack([own[m].is_remainder for m in MEASURES])[is_new]])
        delivered = np.vstack([delivered, previous.is_delivered[is_new]])
        if most < FAR:
            _link(facts, moved, cell_of, present, previous, most)
    system, turned = _turned(facts, remainder)
    return Knowledge(system.tightened(), _hidden(delivered, remainder, turned), places)


def add_one(facts: Facts, told: SeenCohorts, found: dict[int, Class], cell_of: Places) -> None:
    """What one file says."""
    add_parts(facts, told, cell_of)
    add_classes(facts, told, found, cell_of)
    add_claims(facts, told, cell_of)
    add_totals(facts, told, cell_of)


def _cells(
    present: SeenCohorts, previous: SeenCohorts, restated: frozenset[Place], is_quiet: bool
) -> tuple[Places, dict[int, int]]:
    """The cell of each cohort of the file before, and what those that are not the same any more have become."""
    now = {place: cell for cell, place in enumerate(present.places)}
    cell_of, moved, free = np.empty(len(previous.places), dtype=np.int64), {}, len(present.places)
    for cell, place in enumerate(previous.places):
        same = now.get(place)
        if same is not None and place not in restated and (is_quiet or _alike(present, same, previous, cell)):
            cell_of[cell] = same
            continue
        if same is not None:
            moved[cell] = same
        cell_of[cell], free = free, free + 1
    return cell_of, moved


def _alike(present: SeenCohorts, same: int, previous: SeenCohorts, cell: int) -> bool:
    is_alike = np.array_equal(present.counts[same], previous.counts[cell], equal_nan=True)
    return bool(is_alike and (present.status[same] == previous.status[cell]).all())


def _link(
    facts: Facts,
    moved: dict[int, int],
    cell_of: Places,
    present: SeenCohorts,
    previous: SeenCohorts,
    most: float,
) -> None:
    """A count cannot have moved further than rows of persons were delivered."""
    for measure in MEASURES:
        pairs = [
            (before, now)
            for before, now in moved.items()
            if present.is_delivered[now, measure] and previous.is_delivered[before, measure]
        ]
        if pairs:
            before, now = (np.array(side) for side in zip(*pairs, strict=True))
            rows = np.arange(len(pairs))
            gone = (rows, count_of(cell_of[before], measure), -1)
            facts.add(np.full(len(pairs), -most), most, (rows, count_of(now, measure), 1), gone)


def _turned(facts: Facts, remainder: Truths) -> tuple[System, sparse.csr_matrix]:
    """The system over the smaller parts: where a remainder is told, it stands in the place of its count."""
    counts = remainder.size
    matrix, low, high = facts.matrix(counts)
    cells, measures = np.nonzero(remainder)
    own = count_of(cells, measures)
    whole = count_of(cells, [DENOMINATOR[measure] for measure in measures.tolist()])
    sign = np.ones(counts)
    sign[own] = -1
    every = np.arange(counts)
    entries = (
        np.concatenate([sign, np.ones(len(own))]),
        (np.concatenate([every, own]), np.concatenate([every, whole])),
    )
    turn = sparse.csr_matrix(entries, shape=(counts, counts))
    turned = sparse.csr_matrix(matrix @ turn)
    turned.eliminate_zeros()
    return System(turned, low, high, np.zeros(counts), np.full(counts, FAR)), turn


def _hidden(delivered: Truths, remainder: Truths, turn: sparse.csr_matrix) -> Hidden:
    """Every delivered count, and what remains of the whole beside every numerator."""
    cells, measures = np.nonzero(delivered)
    counts = count_of(cells, measures)
    whole = {part: delivered[:, part] & delivered[:, of] for part, of in DENOMINATOR.items()}
    rest_cells = np.concatenate([np.flatnonzero(both) for both in whole.values()])
    rest_of = np.concatenate([np.full(both.sum(), part) for part, both in whole.items()])
    of = np.array([DENOMINATOR[part] for part in rest_of.tolist()], dtype=np.int64)
    size, rest = len(counts), np.arange(len(rest_cells))
    rows = np.concatenate([np.arange(size), size + rest, size + rest])
    columns = np.concatenate([counts, count_of(rest_cells, of), count_of(rest_cells, rest_of)])
    signs = np.concatenate([np.ones(size + len(rest)), -np.ones(len(rest))])
    shape = (size + len(rest), remainder.size)
    weights = sparse.csr_matrix(sparse.csr_matrix((signs, (rows, columns)), shape=shape) @ turn)
    weights.eliminate_zeros()
    return Hidden(
        weights,
        np.concatenate([cells, rest_cells]),
        np.concatenate([measures, rest_of]),
        np.concatenate([np.zeros(size, dtype=bool), np.ones(len(rest), dtype=bool)]),
    )


def sides_of(told: SeenCohorts) -> Sides:
    """On which side of each threshold and line the counts of one file are shown to lie.

    Thresholds of whole counts: that of display, and those of results; lines of numerators.
    """
    size = len(told.places)
    at_least = {measure: np.zeros(size) for measure in MEASURES}
    below = {measure: np.full(size, np.inf) for measure in MEASURES}
    every = np.arange(size)
    for measure in (GRADUATES, EMPLOYED):
        stated = [(every, np.full(size, float(told.limits.min_cohort))), *_minimums(told, measure)]
        for cells, threshold in stated:
            reached = told.counts[cells, measure] >= threshold
            np.maximum.at(at_least[measure], cells, np.where(reached, threshold, 0))
            np.minimum.at(below[measure], cells, np.where(reached, np.inf, threshold))
    for part, whole in PART_OF:
        np.maximum(at_least[whole], at_least[part], out=at_least[whole])
    for part, whole in reversed(PART_OF):
        np.minimum(below[part], below[whole], out=below[part])
    return Sides(at_least, below, {measure: _lines(told, measure) for measure in (PLACED, MATCHED)})


def _minimums(told: SeenCohorts, denominator: int) -> list[tuple[Places, Numbers]]:
    """Cohorts that were judged alone, or were too small for it."""
    claims, (claim, cell) = told.claims, told.members
    found = []
    for kind, column in (("result", "at_least"), ("short", "below")):
        own = ~claims["is_pooled"] & (claims["claim_kind"] == kind)
        own &= claims["numerator_measure"] == denominator + 1
        wanted = own[claim]
        found.append((cell[wanted], claims[column][claim[wanted]]))
    return found


def _lines(told: SeenCohorts, numerator: int) -> list[RateSide]:
    claims, (claim, cell) = told.claims, told.members
    own = ~claims["is_pooled"] & ~np.isnan(claims["line"]) & (claims["numerator_measure"] == numerator)
    wanted = own[claim]
    which = claim[wanted]
    return [
        RateSide(cell[wanted], claims["line"][which], claims["is_under"][which], claims["is_strict"][which])
    ]
