"""What one published count says of the exact one: the class of counts that are published as it, sides and all.

The outsider knows how the house rounds (docs/decisions/disclosure.md): to the nearest multiple, the smaller part of a
whole, moved to its own side of what a result shows. A count that was moved, or may have been, stands for a wider class.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from transforms.disclosure.attack.told import (
    CONFIDENTIAL,
    EMPLOYED,
    GRADUATES,
    LOW,
    MATCHED,
    PLACED,
    Numbers,
    SeenCohorts,
    Truths,
)
from transforms.disclosure.rounding import WHOLE, Base, Bounds, sides_of_lines, sides_of_thresholds

FAR = 1e7


@dataclass(frozen=True)
class Class:
    """Of each cohort the least and the greatest exact count of a measure, or of what remains of its whole."""

    low: Numbers
    high: Numbers
    is_remainder: Truths

    @classmethod
    def of(cls, low: Numbers, high: Numbers) -> Class:
        return cls(low, high, np.zeros(len(low), dtype=bool))


@dataclass(frozen=True)
class RateSide:
    """Cohorts whose rate is known to lie under a line (basis points), or over it."""

    cells: np.ndarray
    line: Numbers
    is_under: Truths
    is_strict: Truths


@dataclass(frozen=True)
class Sides:
    """What is known of whole counts, by measure: at least so many, fewer than so many; and the lines of numerators."""

    at_least: dict[int, Numbers]
    below: dict[int, Numbers]
    lines: dict[int, list[RateSide]]


def classes(told: SeenCohorts, sides: Sides) -> dict[int, Class]:
    """The class of every delivered count, by measure; from nothing to FAR where no number is known."""
    graduates = _whole(told, GRADUATES, sides, np.full(len(told.places), np.inf))
    placed = _part(told, PLACED, GRADUATES, graduates, sides)
    employed = _whole(told, EMPLOYED, sides, told.counts[:, PLACED])
    matched = _part(told, MATCHED, EMPLOYED, employed, sides)
    return {GRADUATES: graduates, PLACED: placed, EMPLOYED: employed, MATCHED: matched}


def _whole(told: SeenCohorts, measure: int, sides: Sides, highest: Numbers) -> Class:
    base, counts = Base(told.limits.rounding_base), told.counts[:, measure]
    at_least, below = sides.at_least[measure], sides.below[measure]
    bounds = sides_of_thresholds(base, at_least, below)
    top = np.fmin(bounds.highest, np.where(np.isnan(highest), np.inf, highest))
    is_raised = (bounds.lowest > 0) & (counts == bounds.lowest)
    low = np.where(is_raised, at_least, np.maximum(counts - base.down, 0))
    high = np.where(counts == top, below - 1, counts + base.up)
    return _known(told, measure, Class.of(low, high))


def _known(told: SeenCohorts, measure: int, found: Class) -> Class:
    """With the wide classes of cohorts of which nothing is told, and no bounds where no number is known."""
    counts = told.counts[:, measure]
    is_lost = told.status[:, GRADUATES] == CONFIDENTIAL
    wide = _width(told)
    first = counts - wide // 2
    low = np.where(is_lost, first, found.low)
    high = np.where(is_lost, first + wide - 1, found.high)
    nothing = np.isnan(counts)
    is_remainder = found.is_remainder & ~is_lost & ~nothing
    return Class(np.where(nothing, 0, low), np.where(nothing, FAR, np.minimum(high, FAR)), is_remainder)


def _width(told: SeenCohorts) -> Numbers:
    """How wide the class of each cohort is, were it told in one: the middle is an odd number of halves of it."""
    half = told.limits.min_cohort // 2
    halves = np.nan_to_num(told.counts[:, GRADUATES] // max(half, 1)).astype(np.int64)
    return np.asarray(2 * half * np.maximum(halves & -halves, 1), dtype=np.float64)


def _part(told: SeenCohorts, measure: int, whole: int, wholes: Class, sides: Sides) -> Class:
    """The smaller of the two parts is rounded; where either may have been, the class of both."""
    part, of = told.counts[:, measure], told.counts[:, whole]
    highest = np.fmin(
        of,
        sides_of_thresholds(Base(told.limits.rounding_base), np.zeros(len(of)), sides.below[measure]).highest,
    )
    own = _smaller(told, measure, part, of, sides, True, part == highest)
    rest = _smaller(told, measure, of - part, of, sides, False, part == highest)
    own_fits = 2 * own.low <= wholes.high
    rest_fits = 2 * rest.low < wholes.high
    is_small, is_low = told.status[:, measure] == CONFIDENTIAL, told.status[:, measure] == LOW
    none = np.zeros(len(of))
    is_all = is_small & (part > 0)
    own = _choose(is_small, Class.of(none, none + told.limits.min_part), own)
    is_rest = np.where(is_small, is_all, rest_fits & ~own_fits & ~is_low)
    is_either = own_fits & rest_fits & ~is_small & ~is_low
    either_low = np.minimum(own.low, wholes.low - rest.high)
    either_high = np.maximum(own.high, wholes.high - rest.low)
    low = np.where(is_either, either_low, np.where(is_rest & ~is_small, rest.low, own.low))
    high = np.where(is_either, either_high, np.where(is_rest & ~is_small, rest.high, own.high))
    return _known(told, measure, Class(np.maximum(low, 0), high, is_rest))


def _choose(where: Truths, one: Class, other: Class) -> Class:
    return Class.of(np.where(where, one.low, other.low), np.where(where, one.high, other.high))


def _smaller(
    told: SeenCohorts, measure: int, rounded: Numbers, of: Numbers, sides: Sides, is_own: bool, is_cut: Truths
) -> Class:
    """The class of the smaller part, were it the count itself (is_own) or what remains of its whole."""
    base, limits = Base(told.limits.rounding_base), told.limits
    is_low = told.status[:, measure] == LOW
    lowest = base.at_least(np.full(len(of), limits.min_part + 1.0 + base.down))
    bounds = Bounds(lowest, of - lowest)
    if is_own:
        at_least = sides_of_thresholds(base, sides.at_least[measure], sides.below[measure]).lowest
        bounds = bounds.both(Bounds(at_least, np.full(len(of), np.inf)))
    bounds = bounds.both(_of_lines(base, of, sides.lines[measure], is_own))
    floor, ceiling = rounded - base.down, rounded + base.up
    low = np.where(rounded <= bounds.lowest, limits.min_part + 1, floor)
    high = np.where(rounded >= bounds.highest, FAR, ceiling)
    # a part is never told larger than its whole: what was cut says nothing of how far it went
    low = np.where(is_cut & (not is_own), limits.min_part + 1, low)
    high = np.where(is_cut & is_own, FAR, high)
    return Class.of(np.where(is_low, np.maximum(floor, 0), low), np.where(is_low & ~is_cut, ceiling, high))


def _of_lines(base: Base, of: Numbers, lines: list[RateSide], is_own: bool) -> Bounds:
    bounds = Bounds.none(len(of))
    for line in lines:
        one = _side(base, of, line, is_own, line.is_under, line.is_strict)
        np.maximum.at(bounds.lowest, line.cells, one.lowest)
        np.minimum.at(bounds.highest, line.cells, one.highest)
    return bounds


def _side(
    base: Base, of: Numbers, line: RateSide, is_own: bool, is_under: Truths, is_strict: Truths
) -> Bounds:
    share = line.line if is_own else WHOLE - line.line
    return sides_of_lines(base, share, of[line.cells], is_under == is_own, is_strict)
