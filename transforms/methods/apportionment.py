"""Whole seats in proportion to claims, none below or above its bounds, by largest remainder; totals conserved exactly.

Within each group the shares are clamp(λ · weight, low, high) for the one λ that makes them add up to the total; the
whole parts are given first, then one seat each to the largest remainders. What the upper bounds do not let in is left
over, and counted; where the lower bounds exceed the total they give way in proportion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
LEAST_WEIGHT = 1e-9
# halvings that bring λ to the last bit of a double
HALVINGS = 64
# remainders that differ by less differ by rounding only; then the larger claim, then the earlier one comes first
REMAINDER_DIGITS = 9

SCHEMA = pa.schema(
    [
        ("claim_group", pa.string()),
        ("program_id", pa.string()),
        ("apportioned_seats", pa.int64()),
        ("left_over_seats", pa.int64()),
        ("apportionment", pa.string()),
    ]
)


@dataclass(frozen=True)
class Apportioned:
    """seats: one for each claim. left_over: of each group, what its upper bounds leave over. is_relaxed: of each
    group, whether its lower bounds exceed the total and gave way."""

    seats: Whole
    left_over: Whole
    is_relaxed: npt.NDArray[np.bool_]


def apportion(weights: Any, low: Any, high: Any, totals: Any, groups: Any = None) -> Apportioned:
    """Share out `totals` (whole, one for each group) among claims of `groups` (numbers from 0; default: one group).

    weights: a claim of 0 gets its lower bound. low, high: whole, 0 ≤ low ≤ high, one for all or one for each claim.
    Σ seats + left over = total in every group. Errors: ValueError for bounds, weights or totals that are none.
    """
    weight = np.asarray(weights, float)
    lower, upper = (np.broadcast_to(np.asarray(bound, np.int64), weight.shape) for bound in (low, high))
    total = np.atleast_1d(np.asarray(totals, np.int64))
    group = np.zeros(len(weight), np.int64) if groups is None else np.asarray(groups, np.int64)
    if not np.isfinite(weight).all() or ((weight != 0) & (weight < LEAST_WEIGHT)).any() or (total < 0).any():
        raise ValueError(f"weights are 0 or from {LEAST_WEIGHT:g} on, and finite; totals are not negative")
    if (lower < 0).any() or (lower > upper).any():
        raise ValueError("bounds are 0 ≤ low ≤ high")
    relaxed = _sums(lower, group, total) > total
    gives_way = relaxed[group]
    weight = np.where(gives_way, lower, weight)
    upper = np.where(gives_way, lower, np.where(weight > 0, upper, lower))
    lower = np.where(gives_way, 0, lower)
    target = np.minimum(total, _sums(upper, group, total))
    shares = _shares(weight, lower, upper, target, group)
    return Apportioned(_whole(shares, upper, target, weight, group), total - target, relaxed)


def proportional(weights: Any, total: int) -> Whole:
    """Whole shares of one total in proportion to weights, without bounds: the plain largest remainder."""
    exact = np.asarray(weights, float) * (total / np.sum(weights))
    shares = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - shares), kind="stable")
    shares[order[: total - shares.sum()]] += 1
    return shares


def _sums(values: Any, group: Whole, total: Whole) -> Any:
    summed = np.bincount(group, weights=values, minlength=len(total))
    return summed if values.dtype == float else np.rint(summed).astype(np.int64)


def _shares(weight: Real, lower: Whole, upper: Whole, target: Whole, group: Whole) -> Real:
    """clamp(λ · weight, lower, upper), λ such that each group falls short of its target by no more than a rounding."""
    reach = np.divide(upper, weight, out=np.zeros_like(weight), where=weight > 0)
    small = np.zeros(len(target))
    large = np.zeros(len(target))
    np.maximum.at(large, group, reach)
    at_most = np.clip(large[group] * weight, lower, upper)
    is_full = _sums(at_most, group, target) <= target
    for _ in range(HALVINGS):
        middle = (small + large) / 2
        shares = np.clip(middle[group] * weight, lower, upper)
        fits = _sums(shares, group, target) <= target
        small, large = np.where(fits, middle, small), np.where(fits, large, middle)
    return np.where(is_full[group], at_most, np.clip(small[group] * weight, lower, upper))


def _whole(shares: Real, upper: Whole, target: Whole, weight: Real, group: Whole) -> Whole:
    """The whole parts of shares, and one seat more for the largest remainders until each target is met."""
    seats = np.floor(shares).astype(np.int64)
    remainder = np.round(shares - seats, REMAINDER_DIGITS)
    while (lacking := target - _sums(seats, group, target)).any():
        open_claims = np.flatnonzero(seats < upper)
        order = open_claims[
            np.lexsort((open_claims, -weight[open_claims], -remainder[open_claims], group[open_claims]))
        ]
        _, first, count = np.unique(group[order], return_index=True, return_counts=True)
        place = np.arange(len(order)) - np.repeat(first, count)
        seats[order[place < lacking[group[order]]]] += 1
        remainder[:] = 0
    return seats


def computed_table(tables: Mapping[str, pa.Table]) -> pa.Table:
    """One row per claim of the one table given, with its group, weight, bounds and the total of its group.

    apportioned_seats: whole seats. left_over_seats: of the group. apportionment: `placed`; `upper_bounds_reached` where
    the group has seats left over; `lower_bounds_relaxed` where its lower bounds exceed its total.
    """
    [claims] = tables.values()
    if claims.num_rows == 0:
        return SCHEMA.empty_table()
    columns = {name: claims[name].to_numpy(zero_copy_only=False) for name in claims.column_names}
    names, first, groups = np.unique(
        columns["claim_group"].astype(str), return_index=True, return_inverse=True
    )
    made = apportion(
        columns["claim_weight"],
        columns["seats_low"],
        columns["seats_high"],
        columns["total_seats"][first],
        groups,
    )
    outcome = np.where(
        made.is_relaxed,
        "lower_bounds_relaxed",
        np.where(made.left_over > 0, "upper_bounds_reached", "placed"),
    )
    columns_made = [names[groups], columns["program_id"], made.seats, made.left_over[groups], outcome[groups]]
    return pa.Table.from_pydict(dict(zip(SCHEMA.names, columns_made, strict=True)), schema=SCHEMA)
