"""What a release has to stand before it is published: a twin of it is published alike, and no withheld count is pinned
by what it says together with the release before."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from transforms.disclosure.facts import Facts, Key, is_remembered
from transforms.disclosure.judged import Ints
from transforms.disclosure.redraw import Redraws
from transforms.disclosure.twin import Difference, differences, publish_twin

REDRAWS, SEARCHES = 300, 60
OF_A_TWIN = 60  # redraws that lie between a release and its twin
COHORTS_LEFT, PARTS_LEFT = 3, 2  # values that must be left of a cohort, and of a part


@dataclass(frozen=True)
class Pinned:
    """A withheld count for which too few values are left. values: how many were found, the true one among them."""

    key: Key
    values: int

    def __str__(self) -> str:
        kind, owner, year, observation, part, _, measure = self.key
        named = " ".join(str(name) for name in (kind, owner, year, observation, part, measure) if name)
        return f"{named}: {self.values} values are left"


@dataclass(frozen=True)
class Proof:
    """counts: withheld ones. redraws: how often they were drawn. alone, together: those pinned by this release, and by
    both. differences: what is published otherwise of the twin. is_of_two: whether a release came before."""

    counts: int
    redraws: int
    alone: tuple[Pinned, ...]
    together: tuple[Pinned, ...]
    differences: tuple[Difference, ...]
    is_of_two: bool

    @property
    def recorded(self) -> dict[str, Any]:
        """What the record of runs says of it."""
        return {
            "counts": self.counts,
            "redraws": self.redraws,
            "pinned": len({pinned.key for pinned in (*self.alone, *self.together)}),
            "differing_columns": len(self.differences),
        }


def prove(warehouse: Path, public: Path, previous: Path | None, seed: str) -> Proof:
    """Publish a twin beside the public file of a release, compare, and redraw its withheld counts.

    previous: the public file of the release before, with its warehouse beside it. The twin is removed again. seed: the
    same one draws the same counts.
    """
    if previous is not None and not is_remembered(previous):
        previous = None
    number = int.from_bytes(sha256(seed.encode()).digest()[:8])
    now = Facts(warehouse, public)
    before = [Facts(previous.with_name(warehouse.name), previous)] if previous else []
    redraws = Redraws([now, *before], number)
    redraws.redraw(OF_A_TWIN)
    differing = _published_alike(warehouse, public, previous, redraws)
    redraws.redraw(REDRAWS - OF_A_TWIN)
    together = pinned_in(redraws)
    alone = together
    if before and together:
        of_one = Redraws([now], number)
        of_one.redraw(REDRAWS)
        alone = pinned_in(of_one)
    return Proof(len(now.keys), REDRAWS, alone, together, differing, bool(before))


def pinned_in(redraws: Redraws) -> tuple[Pinned, ...]:
    """Counts that have too few values, after the others were searched for by name."""
    places = redraws.search(wanted(redraws), SEARCHES)
    return tuple(Pinned(redraws.keys[place], int(redraws.seen[place])) for place in places)


def wanted(redraws: Redraws) -> Ints:
    """How many values must be left of each count: of a part three where none at all is withheld too.

    Of a part one is enough under a policy that accepts lines which tell parts, and says so in every report.
    """
    cohorts = np.zeros(len(redraws.keys), dtype=bool)
    for facts, places in zip(redraws.releases, redraws.places, strict=True):
        cohorts[places] |= facts.is_size
    parts = PARTS_LEFT + int(redraws.releases[0].limits["zero_is_small"])
    if any(facts.tells_parts for facts in redraws.releases):
        parts = 1
    return np.where(cohorts, COHORTS_LEFT, parts)


def _published_alike(
    warehouse: Path, public: Path, previous: Path | None, redraws: Redraws
) -> tuple[Difference, ...]:
    twin = public.with_name(f"twin.{public.name}")
    twin.unlink(missing_ok=True)
    try:
        before = redraws.of(1) if previous else None
        publish_twin(warehouse, twin, redraws.of(0), previous, before)
        return tuple(differences(public, twin))
    finally:
        twin.unlink(missing_ok=True)
