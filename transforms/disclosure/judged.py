"""What verdicts say of counts: which cohorts a result pools, on which side of its line they lie, whether their sums are
published. All programs and criteria at once, as arrays of series (a program under a criterion) × years × windows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
# what fails → (is it above the line, is the line itself failing)
SIDES = {"below": 1, "at_or_below": 2, "above": 3, "at_or_above": 4}


@dataclass(frozen=True)
class PoolRule:
    """When the sums of several withheld cohorts are published: how many persons, and how small no part may be."""

    min_cohort: float
    min_part: float
    slack: float


class JudgedCounts:
    """series: (program, criterion) in their order. A count is a place in a vector of counts, or known."""

    def __init__(self, rows: Mapping[str, Any], is_low: Bools, rule: PoolRule) -> None:
        self.rule = rule
        names = list(zip(rows["program_id"], rows["criterion_id"], rows["judged_as"], strict=True))
        self.series = {name: number for number, name in enumerate(dict.fromkeys(names))}
        years = np.asarray(rows["year"], dtype=np.int64)
        self.first_year = int(years.min()) if len(years) else 0
        self.shape = (len(self.series), int(np.ptp(years)) + 1 if len(years) else 0)
        self._at = (np.array([self.series[name] for name in names], dtype=np.int64), years - self.first_year)
        self.present = self._spread(np.ones(len(names), dtype=bool), False)
        self.top = self._spread(np.asarray(rows["numerator_place"], dtype=np.int64), -1)
        self.bottom = self._spread(np.asarray(rows["denominator_place"], dtype=np.int64), -1)
        self.known = tuple(
            self._spread(np.asarray(rows[name], dtype=np.float64), 0.0)
            for name in ("numerator", "denominator")
        )
        self.minimum = self._spread(np.asarray(rows["minimum_cohort"], dtype=np.float64), np.inf)
        self.line = self._spread(np.asarray(rows["line"], dtype=np.float64), np.nan)
        self.per_unit = self._spread(np.asarray(rows["per_unit"], dtype=np.float64), 1.0)
        sides = np.array([SIDES.get(side, 0) for side in rows["fails_when"]], dtype=np.int64)
        self.side = self._spread(sides, 0)
        self.is_once = self._spread(np.asarray(rows["is_pooled_once"], dtype=bool), False).any(axis=1)
        self._windows(rows, is_low)

    def _spread(self, values: Any, missing: Any) -> Any:
        """Values of rows as series × years."""
        spread = np.full(self.shape, missing, dtype=values.dtype)
        spread[self._at] = values
        return spread

    def _windows(self, rows: Mapping[str, Any], is_low: Bools) -> None:
        """Which windows each series may pool, where each begins, and whether its sums could be published."""
        asked = [tuple(int(width) for width in windows) for windows in rows["windows"]]
        self.widths = sorted({width for windows in asked for width in windows})
        low = np.append(is_low, False)
        all_low = self.present & (self.top >= 0) & (self.bottom >= 0) & low[self.top] & low[self.bottom]
        owners = {owner: number for number, owner in enumerate(dict.fromkeys(rows["owner_id"]))}
        owner = self._spread(np.array([owners[name] for name in rows["owner_id"]], dtype=np.float64), np.nan)
        self.may_pool, self.begins, self.is_poolable = [], [], []
        for width in self.widths:
            may = self._spread(np.array([width in windows for windows in asked], dtype=bool), False)
            self.may_pool.append(may)
            before = [_shifted(self.present, steps, False) for steps in range(width)]
            begins = np.zeros(self.shape, dtype=np.int64)
            for steps, there in enumerate(before):
                begins[there] = (np.arange(self.shape[1])[None, :] - steps + 0 * begins)[there]
            self.begins.append(begins)
            others = [_shifted(owner, steps, np.nan) for steps in range(width)]
            same = np.logical_and.reduce([np.isnan(one) | (one == owner) for one in others])
            withheld = np.logical_and.reduce(
                [~there | _shifted(all_low, steps, False) for steps, there in enumerate(before)]
            )
            self.is_poolable.append(same & withheld & (np.sum(before, axis=0) > 1))

    def members(self, series: int, first: int, last: int) -> tuple[Ints, Ints]:
        """Places of the numerators and of the denominators that a window sums; years as columns."""
        years = slice(max(first, 0), last + 1)
        return self.top[series, years], self.bottom[series, years]

    def said(self, counts: Ints) -> Ints:
        """One number per series and year that differs wherever something published of a result would: its window, its
        side of the line, whether its sums may be published. counts: the withheld ones."""
        if not self.widths:
            return np.zeros(self.shape, dtype=np.int64)
        padded = np.append(counts, 0)
        top = np.where(self.top >= 0, padded[self.top], self.known[0])
        bottom = np.where(self.bottom >= 0, padded[self.bottom], self.known[1])
        chosen, numerator, denominator = self._chosen(top, bottom)
        chosen = np.where(self._stands(chosen), chosen, 0)
        left, right = self.per_unit * numerator, self.line * denominator
        fails = np.select(
            [self.side == 1, self.side == 2, self.side == 3, self.side == 4],
            [left < right, left <= right, left > right, left >= right],
            False,
        )
        return np.where(chosen > 0, 4 * chosen + 2 * self._is_pool(chosen, numerator, denominator) + fails, 0)

    def _chosen(self, top: Floats, bottom: Floats) -> tuple[Ints, Floats, Floats]:
        """The shortest window that is large enough, by its number from 1, and what it sums."""
        chosen = np.zeros(self.shape, dtype=np.int64)
        numerator, denominator = np.zeros(self.shape), np.zeros(self.shape)
        for number in reversed(range(len(self.widths))):
            width = self.widths[number]
            size = sum(_shifted(bottom, steps, 0.0) for steps in range(width))
            fits = self.may_pool[number] & self.present & (size > 0) & (size >= self.minimum)
            chosen[fits] = number + 1
            numerator[fits] = sum(_shifted(top, steps, 0.0) for steps in range(width))[fits]
            denominator[fits] = size[fits]
        return chosen, numerator, denominator

    def _stands(self, chosen: Ints) -> Bools:
        """A pooled cohort is judged once: a window that shares a year with the last one gives no result."""
        stands = chosen > 0
        many = [number for number, width in enumerate(self.widths, 1) if width > 1]
        walks = self.is_once & np.isin(chosen, many).any(axis=1)
        begins = np.select([chosen == number for number in range(1, len(self.widths) + 1)], self.begins, 0)
        used = np.full(self.shape[0], -1)
        for year in range(self.shape[1]):
            fresh = stands[:, year] & (begins[:, year] > used)
            stands[walks, year] = fresh[walks]
            used = np.where(fresh, year, used)
        return stands

    def _is_pool(self, chosen: Ints, numerator: Floats, denominator: Floats) -> Bools:
        years = np.select(
            [chosen == number for number in range(1, len(self.widths) + 1)],
            [
                np.sum([_shifted(self.present, s, False) for s in range(width)], axis=0)
                for width in self.widths
            ],
            0,
        )
        could = np.select(
            [chosen == number for number in range(1, len(self.widths) + 1)], self.is_poolable, False
        )
        rule = self.rule
        most = (rule.min_cohort - 1) * years - rule.slack
        return (
            could
            & (denominator >= rule.min_cohort)
            & (denominator <= most)
            & (np.minimum(numerator, denominator - numerator) > rule.min_part)
        )


def _shifted(values: Any, steps: int, missing: Any) -> Any:
    """Each year's value so many years later."""
    if steps == 0:
        return values
    moved = np.full_like(values, missing)
    moved[:, steps:] = values[:, :-steps]
    return moved
