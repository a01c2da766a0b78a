"""The tightest interval of each hidden count: by its own box, by one program over all blocks, or by one of its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from transforms.disclosure.attack.facts import MANY
from transforms.disclosure.attack.knowledge import Hidden
from transforms.disclosure.attack.system import ALMOST, System
from transforms.disclosure.attack.told import Numbers, Places, Truths

# directions every block is driven in at once: graduates, placed, employed, matched
DRIVES = ((1, 1, 1, 1), (-1, -1, -1, -1), (1, -1, 1, -1), (-1, 1, -1, 1), (1, 1, -1, -1), (-1, -1, 1, 1))


class Contradiction(Exception):
    """What is known cannot all be true; `counts` are those it is about."""

    def __init__(self, counts: Places) -> None:
        super().__init__(f"{len(counts)} counts")
        self.counts = counts


@dataclass
class Intervals:
    """Bounds of each hidden count, and how many programs it took to find them."""

    low: Numbers
    high: Numbers
    programs: int = 0

    @property
    def values(self) -> Numbers:
        return self.high - self.low + 1


@dataclass(frozen=True)
class Protection:
    """How many values a hidden count must leave possible; of one that may be none, how many."""

    values: int
    small_part: int

    def is_kept(self, low: Numbers, high: Numbers) -> Truths:
        return high - low + 1 >= np.where(low > 0, self.values, self.small_part)


def intervals(system: System, hidden: Hidden, protection: Protection) -> Intervals:
    """What an outsider can derive of each hidden count; where it is protected, at least as much as protects it.

    Errors: Contradiction.
    """
    if (system.first > system.last).any():
        raise Contradiction(np.flatnonzero(system.first > system.last))
    low, high = system.reach(hidden.weights)
    found = Intervals(low, high)
    busy = np.unique(system.matrix.indices)
    is_busy = np.zeros(system.matrix.shape[1])
    is_busy[busy] = 1
    # what the boxes alone give away needs no program to show it
    asked = np.flatnonzero((abs(hidden.weights) @ is_busy > 0) & protection.is_kept(low, high))
    if len(asked):
        _Search(system, busy, hidden.weights[asked], asked, protection, found).run()
    return found


class _Search:
    """Shows of each hidden count that it is protected, by points at which everything known is true; else bounds it."""

    def __init__(
        self,
        system: System,
        busy: Places,
        weights: sparse.csr_matrix,
        asked: Places,
        protection: Protection,
        found: Intervals,
    ) -> None:
        self.part = system.part(np.arange(system.matrix.shape[0]), busy)
        self.row_label, self.label = self.part.labels()
        self.busy, self.asked, self.protection, self.found = busy, asked, protection, found
        self.inside = sparse.csr_matrix(weights[:, busy])
        back = (self.inside.data, busy[self.inside.indices], self.inside.indptr)
        self.free = system.reach(weights - sparse.csr_matrix(back, shape=weights.shape))
        first = self.inside.indptr[:-1]
        self.own = self.label[self.inside.indices[first]]
        # a count whose parts lie in two blocks is bounded by itself
        last = self.inside.indptr[1:] - 1
        self.is_split = self.label[self.inside.indices[last]] != self.own
        self.low, self.high = np.full(len(asked), np.inf), np.full(len(asked), -np.inf)
        self.is_settled = np.zeros(len(asked), dtype=bool)

    def run(self) -> None:
        """Drive all blocks up and down, then those of a doubtful count by it, one count of every block at a time."""
        every = np.ones(self.label.max() + 1, dtype=bool)
        is_even = np.where(self.busy // MANY % 2 == 0, 1.0, -1.0)
        for turns in (np.ones(len(self.busy)), is_even):
            for drive in DRIVES:
                self._see(np.array(drive, dtype=np.float64)[self.busy % MANY] * turns, every)
                every = self._blocks_of(np.flatnonzero(self._is_doubtful() & ~self.is_split))
        while len(doubtful := np.flatnonzero(self._is_doubtful() & ~self.is_split)):
            _, turn = np.unique(self.own[doubtful], return_index=True)
            self._bound(doubtful[turn])
        for one in np.flatnonzero(self._is_doubtful()).tolist():
            self._by_itself(one)

    def _blocks_of(self, asked: Places) -> Truths:
        blocks = np.zeros(self.label.max() + 1, dtype=bool)
        blocks[self.own[asked]] = True
        return blocks

    def _is_doubtful(self) -> Truths:
        return ~self.is_settled & ~self.protection.is_kept(self.low, self.high)

    def _see(self, drive: Numbers, blocks: Truths, in_whole: bool = False) -> Truths:
        """Drive blocks that way; which counts' blocks came to a point of whole counts."""
        if not blocks.any():
            return np.zeros(len(self.asked), dtype=bool)
        rows, counts = np.flatnonzero(blocks[self.row_label]), np.flatnonzero(blocks[self.label])
        solved = _point(self.part.part(rows, counts), -drive[counts], in_whole)
        self.found.programs += 1
        if solved is None:
            raise Contradiction(self._impossible(np.flatnonzero(blocks)))
        point, is_broken = np.zeros(len(self.busy)), ~blocks[self.label]
        point[counts] = np.round(solved)
        is_broken[counts] = (np.abs(solved - point[counts]) > ALMOST) & (not in_whole)
        is_whole = (np.bincount(self.label, weights=is_broken) == 0)[self.own] & ~self.is_split
        value = self.inside @ point
        self.low = np.where(is_whole, np.minimum(self.low, value + self.free[0]), self.low)
        self.high = np.where(is_whole, np.maximum(self.high, value + self.free[1]), self.high)
        return is_whole

    def _impossible(self, blocks: Places) -> Places:
        """The counts of the blocks in which not everything can be true."""
        while len(blocks) > 1:
            half = blocks[: len(blocks) // 2]
            rows, counts = (np.flatnonzero(np.isin(label, half)) for label in (self.row_label, self.label))
            is_here = _point(self.part.part(rows, counts), np.zeros(len(counts)), in_whole=True) is None
            blocks = half if is_here else blocks[len(blocks) // 2 :]
        return self.busy[np.isin(self.label, blocks)]

    def _bound(self, chosen: Places) -> None:
        """The least and the greatest of these counts, no two of one block; in whole counts where others come out."""
        drive = np.asarray(self.inside[chosen].sum(axis=0)).ravel()
        for sign in (1, -1):
            is_whole = self._see(sign * drive, self._blocks_of(chosen))
            broken = chosen[~is_whole[chosen]]
            self._see(sign * drive, self._blocks_of(broken), in_whole=True)
        self.is_settled[chosen] = True
        self.found.low[self.asked[chosen]] = self.low[chosen]
        self.found.high[self.asked[chosen]] = self.high[chosen]

    def _by_itself(self, one: int) -> None:
        """Least and greatest whole value of one count within its blocks."""
        weight = self.inside[one]
        labels = self.label[weight.indices]
        rows, counts = (
            np.flatnonzero(np.isin(self.row_label, labels)),
            np.flatnonzero(np.isin(self.label, labels)),
        )
        part = self.part.part(rows, counts)
        cost = weight[:, counts].toarray().ravel()
        for sign, bound, free in zip((1, -1), (self.found.low, self.found.high), self.free, strict=True):
            point = _point(part, sign * cost, in_whole=True)
            self.found.programs += 1
            if point is None:
                raise Contradiction(self.busy[counts])
            bound[self.asked[one]] = round(float(cost @ np.round(point))) + float(free[one])
        self.is_settled[one] = True


def _point(part: System, cost: Numbers, in_whole: bool) -> Numbers | None:
    """The point of least cost, in whole counts or in any; None where there is none."""
    rule = LinearConstraint(part.matrix, part.low, part.high)
    box = Bounds(part.first, part.last)
    # many blocks at once: a gap that is small beside their sum may be a whole person of one of them
    exact = {"mip_rel_gap": 0.0}
    answer = milp(cost, constraints=rule, integrality=int(in_whole), bounds=box, options=exact)
    return answer.x
