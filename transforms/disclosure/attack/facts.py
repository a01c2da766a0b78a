"""What is known of exact counts, as rows: low ≤ a sum of counts, each times a whole number ≤ high."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from transforms.disclosure.attack.classes import FAR, Class
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
from transforms.disclosure.rounding import WHOLE

DENOMINATOR = {PLACED: GRADUATES, MATCHED: EMPLOYED}
WITHIN = {PLACED: GRADUATES, EMPLOYED: PLACED, MATCHED: EMPLOYED}
MANY = len(MEASURES)


def count_of(cells: Any, measures: Any) -> Places:
    """The number of a count: each cohort has one of each measure."""
    return np.asarray(cells, dtype=np.int64) * MANY + np.asarray(measures, dtype=np.int64)


@dataclass
class Facts:
    """Rows being gathered. Each addend: which row, which count, how many times."""

    low: list[Numbers] = field(default_factory=list)
    high: list[Numbers] = field(default_factory=list)
    addends: list[tuple[Places, Places, Numbers]] = field(default_factory=list)
    size: int = 0

    def add(self, low: Any, high: Any, *addends: tuple[Any, Any, Any]) -> None:
        """Rows with bounds; addends (row within these, count, times)."""
        low, high = np.broadcast_arrays(np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64))
        # what is as good as no bound is none to a solver
        self.low.append(np.where(low <= -FAR, -np.inf, low))
        self.high.append(np.where(high >= FAR, np.inf, high))
        for rows, counts, times in addends:
            rows = np.asarray(rows, dtype=np.int64)
            self.addends.append(
                (rows + self.size, counts, np.broadcast_to(np.asarray(times, dtype=np.float64), rows.shape))
            )
        self.size += len(low)

    def matrix(self, counts: int) -> tuple[sparse.csr_matrix, Numbers, Numbers]:
        """All rows as (matrix, low, high) over so many counts."""
        rows, columns, times = (np.concatenate(part) for part in zip(*self.addends, strict=True))
        shape = (self.size, counts)
        return (
            sparse.csr_matrix((times, (rows, columns)), shape=shape),
            np.concatenate(self.low),
            np.concatenate(self.high),
        )


def add_parts(facts: Facts, told: SeenCohorts, cell_of: Places) -> None:
    """A part does not exceed its whole."""
    is_delivered = told.is_delivered
    for part, whole in WITHIN.items():
        cells = np.flatnonzero(is_delivered[:, part] & is_delivered[:, whole])
        rows, own = np.arange(len(cells)), cell_of[cells]
        facts.add(np.zeros(len(cells)), FAR, (rows, count_of(own, whole), 1), (rows, count_of(own, part), -1))


def add_classes(facts: Facts, told: SeenCohorts, found: dict[int, Class], cell_of: Places) -> None:
    """Each count lies in its class, or what remains of its whole does."""
    is_delivered = told.is_delivered
    for measure, one in found.items():
        for is_remainder in (False, True):
            cells = np.flatnonzero(is_delivered[:, measure] & (one.is_remainder == is_remainder))
            if not len(cells):
                continue
            rows, own = np.arange(len(cells)), cell_of[cells]
            addends = [(rows, count_of(own, measure), -1 if is_remainder else 1)]
            if is_remainder:
                addends.append((rows, count_of(own, DENOMINATOR[measure]), 1))
            facts.add(one.low[cells], one.high[cells], *addends)


@dataclass(frozen=True)
class Pools:
    """Statements about sums of cohorts: which claims, and for each of their cohorts the row among these."""

    claims: Places
    rows: Places
    numerators: Places
    denominators: Places

    def where(self, wanted: Truths) -> Pools:
        """Only those claims; rows numbered anew."""
        number = np.cumsum(wanted) - 1
        kept = wanted[self.rows]
        return Pools(
            self.claims[wanted], number[self.rows[kept]], self.numerators[kept], self.denominators[kept]
        )


def pools_of(told: SeenCohorts, cell_of: Places) -> Pools:
    """Every claim that has cohorts, with the counts it sums."""
    claim, cell = told.members
    present, rows = np.unique(claim, return_inverse=True)
    measure = told.claims["numerator_measure"][claim].astype(np.int64)
    own = cell_of[cell]
    return Pools(present, rows, count_of(own, measure), count_of(own, measure - 1))


def add_claims(facts: Facts, told: SeenCohorts, cell_of: Places) -> None:
    """Sizes of pools, sides of lines, and that a part of a pool is told or not."""
    pools, claims, limits = pools_of(told, cell_of), told.claims, told.limits
    at_least, below = claims["at_least"][pools.claims], claims["below"][pools.claims]
    _sums(facts, pools, np.nan_to_num(at_least, nan=0), np.where(np.isnan(below), FAR, below - 1))
    status = claims["status"][pools.claims]
    is_pooled = claims["is_pooled"][pools.claims]
    low = pools.where(is_pooled & (status == "low"))
    _sums(facts, low, 0, limits.min_cohort - 1)
    shown = pools.where(is_pooled & np.array([one is None for one in status], dtype=bool))
    _sums(facts, shown, limits.min_cohort, FAR)
    facts.add(np.full(len(shown.claims), limits.min_part + 1), FAR, (shown.rows, shown.numerators, 1))
    remainder = ((shown.rows, shown.denominators, 1), (shown.rows, shown.numerators, -1))
    facts.add(np.full(len(shown.claims), limits.min_part + 1), FAR, *remainder)
    has_line = ~np.isnan(claims["line"][pools.claims]) & (claims["claim_kind"][pools.claims] != "evidence")
    _lines(facts, pools.where(has_line), claims)


def _sums(facts: Facts, pools: Pools, low: Any, high: Any) -> None:
    wide = np.zeros(len(pools.claims))
    facts.add(wide + low, wide + high, (pools.rows, pools.denominators, 1))


def _lines(facts: Facts, pools: Pools, claims: dict[str, npt.NDArray[Any]]) -> None:
    """10000 · numerator and line · denominator as whole numbers, without what they have in common."""
    line = claims["line"][pools.claims].astype(np.int64)
    shared = np.array([math.gcd(WHOLE, int(one)) for one in line], dtype=np.int64)
    whole, part = WHOLE // shared, line // shared
    is_under, is_strict = claims["is_under"][pools.claims], claims["is_strict"][pools.claims]
    step = np.where(is_strict, 1, 0)
    low, high = np.where(is_under, -FAR * WHOLE, step), np.where(is_under, -step, FAR * WHOLE)
    facts.add(
        low,
        high,
        (pools.rows, pools.numerators, whole[pools.rows]),
        (pools.rows, pools.denominators, -part[pools.rows]),
    )


def add_totals(facts: Facts, told: SeenCohorts, cell_of: Places) -> None:
    """A published sum that is not the sum of the told counts is one of exact counts."""
    for equation in told.equations:
        if equation.cells:
            own = count_of(cell_of[list(equation.cells)], equation.measure)
            facts.add([equation.total], equation.total, (np.zeros(len(own)), own, 1))
