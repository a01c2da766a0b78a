"""The attack: what the newest two public files tell together, and which hidden counts that pins.

Before the system of both is solved, what follows by subtraction is filled in; the newest intakes, which only plan and
advice bound, are attacked by themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb
import numpy as np

from transforms.disclosure.attack.blocks import Contradiction, Intervals, Protection, intervals
from transforms.disclosure.attack.classes import FAR
from transforms.disclosure.attack.facts import DENOMINATOR
from transforms.disclosure.attack.knowledge import Knowledge, Place, known
from transforms.disclosure.attack.told import NAMES, Equation, SeenCohorts, Truths, opened, read, sql_of
from transforms.disclosure.limits import NoLimits, read_limits


@dataclass(frozen=True)
class Pinned:
    """A hidden count that an outsider knows more closely than the policy allows."""

    program_id: str
    year: int
    count: str
    low: int
    high: int
    why: str = "derived"

    def __str__(self) -> str:
        values = str(self.low) if self.low == self.high else f"{self.low}–{self.high}"
        return f"{self.program_id} {self.year} {self.count}: {values} ({self.why})"


@dataclass(frozen=True)
class Found:
    """What an attack came to: counts attacked, programs solved, the fewest values one is left, and what is pinned."""

    counts: int
    programs: int
    narrowest: int | None
    pinned: tuple[Pinned, ...] = ()
    is_of_two: bool = False


@dataclass(frozen=True)
class Between:
    """What an outsider knows of the time between two releases. most: persons a restatement can have moved."""

    is_quiet: bool = False
    most: float = FAR


@dataclass
class _Try:
    """What turned out not to be true: cohorts that were restated and taken for one; cohorts torn between statements."""

    restated: frozenset[Place] = field(default_factory=frozenset)
    torn: frozenset[Place] = field(default_factory=frozenset)


class Unreadable(Exception):
    """The file before is of a form that this code does not know, or is not there."""


def attack(public: Path, previous: Path | None = None) -> Found:
    """Everything two public files reveal together, or one alone. Errors: NoLimits, Unreadable for the one before."""
    present = recovered(read(public))
    before, between = None, Between()
    if previous:
        try:
            before, between = recovered(read(previous)), between_files(public, previous)
        except (duckdb.Error, NoLimits) as error:
            raise Unreadable(f"{previous}: {str(error).splitlines()[0]}") from None
    found = found_in(present, before, between)
    intakes = intakes_of(public)
    values = [found.narrowest] if found.narrowest else []
    return replace(
        found,
        counts=found.counts + len(intakes),
        narrowest=min((*values, *(one.values for one in intakes)), default=None),
        pinned=(*found.pinned, *(one.pinned for one in intakes if not one.is_kept)),
    )


def found_in(present: SeenCohorts, before: SeenCohorts | None, between: Between) -> Found:
    """Solve what is known; where two releases cannot both be true of a cohort, it was restated in between."""
    protection, tried = protection_of(present), _Try()
    while True:
        seen = _without(present, tried.torn)
        last = _without(before, tried.torn) if before else None
        knowledge = known(seen, last, tried.restated, between.is_quiet, between.most)
        try:
            result = intervals(knowledge.system, knowledge.hidden, protection)
        except Contradiction as contradiction:
            _learn(tried, knowledge, contradiction, before)
            continue
        pinned = [*_told_of_too_few(present), *_torn(tried), *_pinned(knowledge, result, protection)]
        hidden = np.diff(knowledge.hidden.weights.indptr) > 0
        narrowest = int(result.values[hidden].min()) if hidden.any() else None
        return Found(int(hidden.sum()), result.programs, narrowest, tuple(pinned), before is not None)


def protection_of(told: SeenCohorts) -> Protection:
    """As many values as a count is rounded over; of a part that is withheld, none up to the largest such part."""
    return Protection(told.limits.possible_values, told.limits.min_part + 1)


def exposed(told: SeenCohorts) -> Truths:
    """Cohorts of one file of which a hidden count is pinned."""
    places = {(pinned.program_id, pinned.year) for pinned in found_in(told, None, Between()).pinned}
    return np.array([(program, year) in places for program, year, _ in told.places], dtype=bool)


def between_files(public: Path, previous: Path) -> Between:
    """What the newer file says was delivered since the older one; nothing where it was compared with another."""
    with opened(previous) as con:
        [(release,)] = con.execute("select release_id from meta.run").fetchall()
    with opened(public) as con:
        [(compared, is_quiet, persons, files)] = con.execute(sql_of("between")).fetchall()
        limits = read_limits(con)
    if compared != release:
        return Between()
    if persons is None:
        return Between(bool(is_quiet))
    # rows of persons are told in steps of a cohort (docs/decisions/disclosure.md); else to the base, or as they are
    is_stepped = persons > 0 and persons % limits.min_cohort == 0
    slack = (limits.min_cohort - 1) // 2 if is_stepped else limits.rounding_base // 2
    return Between(bool(is_quiet), persons + slack * files)


def _without(told: SeenCohorts, torn: frozenset[Place]) -> SeenCohorts:
    """Without what results say of cohorts that contradict themselves."""
    if not torn:
        return told
    claim, cell = told.members
    is_torn = np.array([place in torn for place in told.places], dtype=bool)
    spoilt = np.unique(claim[is_torn[cell]])
    kept = ~np.isin(claim, spoilt)
    status = told.status.copy()
    status[is_torn] = "x"
    return replace(told, status=status, members=(claim[kept], cell[kept]))


def _learn(
    tried: _Try, knowledge: Knowledge, contradiction: Contradiction, before: SeenCohorts | None
) -> None:
    cells = np.unique(contradiction.counts // len(NAMES)).tolist()
    places = frozenset(knowledge.places[cell] for cell in cells)
    if before is not None and not places <= tried.restated:
        tried.restated |= places
    else:
        tried.torn |= places


def _pinned(knowledge: Knowledge, result: Intervals, protection: Protection) -> list[Pinned]:
    hidden, found = knowledge.hidden, []
    for one in np.flatnonzero(~protection.is_kept(result.low, result.high)).tolist():
        program, year, _ = knowledge.places[hidden.cells[one]]
        name = NAMES[hidden.measures[one]]
        count = f"not {name}" if hidden.is_remainder[one] else name
        found.append(Pinned(program, year, count, int(result.low[one]), int(result.high[one])))
    return found


def _torn(tried: _Try) -> list[Pinned]:
    return [
        Pinned(program, year, "all", 0, 0, "what is told contradicts itself")
        for program, year, _ in sorted(tried.torn)
    ]


def _told_of_too_few(told: SeenCohorts) -> list[Pinned]:
    """Numerators that are told although too few persons stand behind them, or in one of the two parts."""
    limits, found = told.limits, []
    for part, whole in DENOMINATOR.items():
        counts, of, is_told = told.counts[:, part], told.counts[:, whole], told.status[:, part] == ""
        smaller = np.minimum(counts, of - counts)
        for cell in np.flatnonzero(
            is_told & ((of < limits.min_cohort) | (smaller <= limits.min_part))
        ).tolist():
            program, year, _ = told.places[cell]
            value = int(counts[cell])
            found.append(Pinned(program, year, NAMES[part], value, value, "told of too few persons"))
    return found


def recovered(told: SeenCohorts) -> SeenCohorts:
    """The same file with every count filled in that follows from its sums and from sums of pooled cohorts."""
    counts = told.counts.copy()
    waiting = [equation for equation in (*told.equations, *_pooled(told)) if equation.hidden]
    found = True
    while found and waiting:
        found, left = False, []
        for equation in waiting:
            column = counts[:, equation.measure]
            unknown = [cell for cell in equation.hidden if np.isnan(column[cell])]
            if len(unknown) == 1:
                known = np.nansum(column[list(equation.hidden)])
                column[unknown[0]] = equation.total - known
                found = True
            elif unknown:
                left.append(equation)
        waiting = left
    return told.with_counts(counts)


def _pooled(told: SeenCohorts) -> Iterable[Equation]:
    """Sums that results tell of several cohorts: numerators and denominators, with what is told taken off."""
    claims, (claim, cell) = told.claims, told.members
    numerators = claims["numerator_measure"][claim].astype(np.int64)
    for less, name in ((0, "told_numerator"), (1, "told_denominator")):
        counts = told.counts[cell, numerators - less]
        is_summed = claims["is_pooled"] & ~np.isnan(claims[name])
        hidden: defaultdict[int, list[int]] = defaultdict(list)
        for member in np.flatnonzero(np.isnan(counts) & is_summed[claim]).tolist():
            hidden[int(claim[member])].append(int(cell[member]))
        known = np.bincount(claim, weights=np.nan_to_num(counts), minlength=len(claims["claim"]))
        for number, cells in hidden.items():
            measure = int(claims["numerator_measure"][number]) - less
            yield Equation(measure, float(claims[name][number] - known[number]), tuple(cells))


@dataclass(frozen=True)
class Intake:
    """The least and the greatest that plan, advice and rounding leave; FAR where nothing bounds it from above.

    asked: so many values must be left.
    """

    program_id: str
    year: int
    low: int
    high: int
    asked: int

    @property
    def values(self) -> int:
        return self.high - self.low + 1

    @property
    def is_kept(self) -> bool:
        return self.values >= self.asked

    @property
    def pinned(self) -> Pinned:
        return Pinned(self.program_id, self.year, "intake", self.low, self.high)


def intakes_of(public: Path) -> list[Intake]:
    """What a public file leaves of each newest intake it tells."""
    with opened(public) as con:
        rows = con.execute(sql_of("intake")).fetchall()
    return [
        Intake(program, year, int(low), int(FAR if high is None else high), int(asked))
        for program, year, low, high, asked in rows
    ]
