"""Divides a total of seats among claims in proportion to their weights, in whole seats and within bounds.

Within each group the shares are clamp(λ · weight, low, high), with the λ for which they add up to the total; the whole
parts are given first, then one seat each to the largest remainders. If the upper bounds add up to less than the total,
the rest is left over and counted; if the lower bounds add up to more, each is reduced in proportion. No seat is lost.
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
# bisection steps that find λ to the last bit of a double
HALVINGS = 64
# remainders that agree to so many digits count as equal; then the larger weight, then the earlier claim is first
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
    """seats: per claim, the seats it gets. left_over: per group, the seats that no claim may take. is_relaxed: per
    group, whether its lower bounds exceeded the total and were reduced."""

    seats: Whole
    left_over: Whole
    is_relaxed: npt.NDArray[np.bool_]


def apportion(weights: Any, low: Any, high: Any, totals: Any, groups: Any = None) -> Apportioned:
    """Divide the seats of each group among its claims.

    weights: one per claim, 0 or at least LEAST_WEIGHT; a weight of 0 gets the lower bound. low, high: whole seats,
    0 ≤ low ≤ high, one number for all or one per claim. totals: whole seats, one per group. groups: the group of each
    claim, numbered from 0; default: one group. In each group Σ seats + left_over = total. Errors: ValueError for
    weights, bounds or totals outside these ranges.
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
    """Divide one total into whole shares in proportion to weights, by largest remainder, without bounds. The weights
    must not add up to 0."""
    exact = np.asarray(weights, float) * (total / np.sum(weights))
    shares = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - shares), kind="stable")
    shares[order[: total - shares.sum()]] += 1
    return shares


def _sums(values: Any, group: Whole, total: Whole) -> Any:
    summed = np.bincount(group, weights=values, minlength=len(total))
    return summed if values.dtype == float else np.rint(summed).astype(np.int64)


def _shares(weight: Real, lower: Whole, upper: Whole, target: Whole, group: Whole) -> Real:
    """clamp(λ · weight, lower, upper), with the largest λ for which no group exceeds its target, up to rounding."""
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
    """The apportionment of the claims in the only table given, as a table of the shape SCHEMA with one row per claim.

    Columns read: claim_group, program_id, claim_weight, seats_low, seats_high, total_seats (of the group). In the
    result left_over_seats is that of the group, and apportionment is `lower_bounds_relaxed`, `upper_bounds_reached`
    (seats of the group are left over) or else `placed`.
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
