"""Counts rounded to a base, each on its own side of every threshold and line that a published verdict compares it with.

A rounded count stands for an interval of `base` values. A verdict says on which side of a threshold or line the
exact count lies; were a count rounded across, both together would cut that interval short. So a count is rounded to
the nearest multiple whose whole interval is still possible. Method §8; docs/decisions/disclosure.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
WHOLE = 10_000  # a line stands in basis points


@dataclass(frozen=True)
class Base:
    """A rounded count m stands for the exact counts from m - down to m + up."""

    size: int

    @property
    def down(self) -> int:
        return self.size // 2

    @property
    def up(self) -> int:
        return (self.size - 1) // 2

    def nearest(self, counts: Numbers) -> Numbers:
        """The nearest multiple, halves up."""
        return np.floor(counts / self.size + 0.5) * self.size

    def at_most(self, bounds: Numbers) -> Numbers:
        """The largest multiple that does not exceed a bound."""
        return np.floor(bounds / self.size) * self.size

    def at_least(self, bounds: Numbers) -> Numbers:
        """The smallest multiple that is not below a bound."""
        return np.ceil(bounds / self.size) * self.size


@dataclass(frozen=True)
class Bounds:
    """The smallest and the largest multiple a count may be rounded to; none where the one exceeds the other."""

    lowest: Numbers
    highest: Numbers

    @classmethod
    def none(cls, length: int) -> Bounds:
        return cls(np.zeros(length), np.full(length, np.inf))

    def both(self, other: Bounds) -> Bounds:
        return Bounds(np.maximum(self.lowest, other.lowest), np.minimum(self.highest, other.highest))

    @property
    def is_empty(self) -> Truths:
        return self.lowest > self.highest

    def clamp(self, rounded: Numbers) -> Numbers:
        return np.minimum(np.maximum(rounded, self.lowest), self.highest)


def sides_of_thresholds(base: Base, at_least: Numbers, below: Numbers) -> Bounds:
    """Multiples whose interval lies in at_least ≤ count < below; 0 and inf where nothing is known."""
    lowest = np.where(at_least > 0, base.at_least(at_least + base.down), 0.0)
    return Bounds(lowest, base.at_most(below - 1 - base.up))


def sides_of_lines(
    base: Base, line: Numbers, denominators: Numbers, is_under: Truths, is_strict: Truths
) -> Bounds:
    """Multiples of the numerator that leave its whole interval possible on its side of `line` (basis points).

    denominators: as they are published. is_under: numerator / denominator lies below the line, else above it;
    is_strict: it does not stand on it.
    """
    highest_reach = line * (denominators + base.up)
    under = np.where(is_strict, np.ceil(highest_reach / WHOLE) - 1, np.floor(highest_reach / WHOLE)) - base.up
    lowest_reach = line * np.maximum(denominators - base.down, 0)
    over = np.where(is_strict, np.floor(lowest_reach / WHOLE) + 1, np.ceil(lowest_reach / WHOLE)) + base.down
    return Bounds(
        np.where(is_under, 0.0, base.at_least(over)),
        np.where(is_under, base.at_most(under), np.inf),
    )
