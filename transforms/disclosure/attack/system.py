"""Rows over whole counts in boxes: bounds drawn tight, rows that say nothing more dropped, blocks told apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from transforms.disclosure.attack.told import Numbers, Places

ALMOST = 1e-6
ROUNDS = 50


@dataclass
class System:
    """low ≤ matrix · x ≤ high, and first ≤ x ≤ last, x whole."""

    matrix: sparse.csr_matrix
    low: Numbers
    high: Numbers
    first: Numbers
    last: Numbers

    def reach(self, matrix: sparse.csr_matrix | None = None) -> tuple[Numbers, Numbers]:
        """The least and the greatest each row can be, count by count."""
        matrix = self.matrix if matrix is None else matrix
        up, down = matrix.maximum(0), matrix.minimum(0)
        return up @ self.first + down @ self.last, up @ self.last + down @ self.first

    def tightened(self) -> System:
        """Bounds of each count that follow from one row and the bounds of the others, until none moves."""
        own = _boxed(self)
        for _ in range(ROUNDS):
            own = own.without_idle_rows()
            first, last = own._narrowed()
            if (first <= own.first).all() and (last >= own.last).all():
                break
            own = System(
                own.matrix, own.low, own.high, np.maximum(first, own.first), np.minimum(last, own.last)
            )
        return own

    def _narrowed(self) -> tuple[Numbers, Numbers]:
        entry = self.matrix.tocoo()
        least, most = self.reach()
        is_up = entry.data > 0
        near = np.where(is_up, self.first[entry.col], self.last[entry.col])
        away = np.where(is_up, self.last[entry.col], self.first[entry.col])
        # the row less this count: what the others leave it
        room = (self.high[entry.row] - least[entry.row]) / entry.data + near
        need = (self.low[entry.row] - most[entry.row]) / entry.data + away
        first, last = self.first.copy(), self.last.copy()
        np.maximum.at(first, entry.col, np.ceil(np.where(is_up, need, room) - ALMOST))
        np.minimum.at(last, entry.col, np.floor(np.where(is_up, room, need) + ALMOST))
        return first, last

    def without_idle_rows(self) -> System:
        """Without rows that the boxes alone fulfil."""
        least, most = self.reach()
        busy = (least < self.low) | (most > self.high)
        return System(self.matrix[busy], self.low[busy], self.high[busy], self.first, self.last)

    def labels(self) -> tuple[Places, Places]:
        """The block each row belongs to, and the block each count belongs to."""
        rows, _ = self.matrix.shape
        graph = sparse.bmat([[None, self.matrix], [self.matrix.T, None]], format="csr")
        _, label = csgraph.connected_components(graph, directed=False)
        return label[:rows].astype(np.int64), label[rows:].astype(np.int64)

    def part(self, rows: Places, counts: Places) -> System:
        """One block by itself."""
        matrix = self.matrix[rows][:, counts]
        return System(matrix, self.low[rows], self.high[rows], self.first[counts], self.last[counts])


def _boxed(system: System) -> System:
    """Rows of one count as bounds of it."""
    single = np.diff(system.matrix.indptr) == 1
    alone = system.matrix[single].tocoo()
    low, high = system.low[single][alone.row] / alone.data, system.high[single][alone.row] / alone.data
    first, last = system.first.copy(), system.last.copy()
    np.maximum.at(first, alone.col, np.ceil(np.minimum(low, high) - ALMOST))
    np.minimum.at(last, alone.col, np.floor(np.maximum(low, high) + ALMOST))
    return System(system.matrix[~single], system.low[~single], system.high[~single], first, last)
