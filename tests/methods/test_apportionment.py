"""Seats by largest remainder: small cases by hand, the laws, and ten thousand groups at once."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.methods.apportionment import apportion, computed_table, proportional

GROUPS = 10_000
CLAIM = st.tuples(st.integers(0, 500), st.integers(0, 60), st.integers(0, 90))


@pytest.mark.parametrize(
    ("weights", "low", "high", "total", "seats"),
    [
        # 10 / 3 = 3.33 each: one seat is left, the first claim takes it
        ([1, 1, 1], 0, 99, 10, [4, 3, 3]),
        # 7.5 and 2.5: equal remainders, the larger claim first
        ([1, 3], 0, 99, 10, [2, 8]),
        # 5 : 3 : 2 of 10, but 4 at most for the first; the other 6 as 3 : 2 = 3.6 and 2.4
        ([5, 3, 2], 0, [4, 9, 9], 10, [4, 4, 2]),
        # 1 : 1 : 8 of 10, but 3 at least for the first; the other 7 as 1 : 8 = 0.78 and 6.22
        ([1, 1, 8], [3, 0, 0], 99, 10, [3, 1, 6]),
        # a claim of nothing gets its lower bound
        ([0, 1], [2, 0], 99, 10, [2, 8]),
        ([0, 1], 0, 99, 0, [0, 0]),
    ],
)
def test_by_hand(weights, low, high, total, seats):
    made = apportion(weights, low, high, total)
    assert made.seats.tolist() == seats
    assert made.left_over.tolist() == [0]
    assert not made.is_relaxed.any()


def test_what_the_upper_bounds_keep_out_is_left_over():
    made = apportion([1, 1], 0, [4, 5], 12)
    assert (made.seats.tolist(), made.left_over.tolist(), made.is_relaxed.tolist()) == ([4, 5], [3], [False])


def test_lower_bounds_that_exceed_the_total_give_way_in_proportion():
    # 8 and 4 at least, 9 to give: 6 and 3, whatever was claimed
    made = apportion([1, 9], [8, 4], 99, 9)
    assert (made.seats.tolist(), made.left_over.tolist(), made.is_relaxed.tolist()) == ([6, 3], [0], [True])


@pytest.mark.parametrize("total", [9, 10, 11, 19, 20, 21])
def test_totals_below_at_and_above_what_the_bounds_allow(total):
    made = apportion([1, 1], 5, 10, total)
    assert made.seats.sum() + made.left_over.sum() == total
    assert made.is_relaxed.tolist() == [total < 10]
    assert made.left_over.tolist() == [max(0, total - 20)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": [-1]},
        {"weights": [float("nan")]},
        {"weights": [1e-12]},
        {"low": [-1]},
        {"low": [3], "high": [2]},
        {"totals": -1},
    ],
)
def test_bounds_weights_and_totals_that_are_none_are_refused(wrong):
    with pytest.raises(ValueError, match=r"bounds are|weights are"):
        apportion(**{"weights": [1], "low": [0], "high": [9], "totals": 5} | wrong)


@given(st.lists(CLAIM, min_size=1, max_size=8), st.integers(0, 700))
def test_nothing_is_lost_and_every_bound_is_kept(claims, total):
    weights, low, room = (np.array(column) for column in zip(*claims, strict=True))
    high = low + room
    made = apportion(weights, low, high, total)
    assert made.seats.sum() + made.left_over.sum() == total
    assert (made.seats <= high).all()
    assert made.is_relaxed[0] == (low.sum() > total)
    assert made.is_relaxed[0] or (made.seats >= low).all()
    # seats are left over only where no claim has room
    assert made.left_over[0] == 0 or (made.seats == np.where(weights > 0, high, low)).all()


@given(st.lists(st.integers(1, 500), min_size=1, max_size=8), st.integers(0, 500))
def test_without_bounds_it_is_the_plain_largest_remainder(weights, total):
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    whole = [int(share) for share in exact]
    order = sorted(range(len(weights)), key=lambda i: (whole[i] - exact[i], -weights[i], i))
    for place in order[: total - sum(whole)]:
        whole[place] += 1
    assert apportion(weights, 0, total, total).seats.tolist() == whole
    assert proportional(weights, total).sum() == total
    assert abs(proportional(weights, total) - np.array([float(share) for share in exact])).max() < 1


def test_ten_thousand_random_groups_sum_to_their_totals_exactly():
    rng = np.random.default_rng(162)
    groups = np.repeat(np.arange(GROUPS), rng.integers(1, 30, GROUPS))
    present = rng.integers(0, 300, len(groups))
    low = np.ceil(present * rng.random(len(groups))).astype(int)
    high = low + rng.integers(0, 400, len(groups))
    suspended = rng.random(len(groups)) < 0.1
    low[suspended] = high[suspended] = 0
    totals = np.maximum(np.bincount(groups, present, GROUPS).astype(int) + rng.integers(-200, 200, GROUPS), 0)
    made = apportion(present * rng.integers(0, 15_000, len(groups)), low, high, totals, groups)
    assert (np.bincount(groups, made.seats, GROUPS) + made.left_over == totals).all()
    assert (made.seats[suspended] == 0).all()
    assert (made.seats <= high).all()
    assert (made.is_relaxed[groups] | (made.seats >= low)).all()
    # the bounds bite in some groups and not in most
    assert 0 < made.is_relaxed.sum() < GROUPS / 5
    assert 0 < (made.left_over > 0).sum() < GROUPS / 2


def test_the_table_says_of_each_claim_how_its_group_came_out():
    claims = pa.table(
        {
            "claim_group": ["b", "a", "b", "c"],
            "program_id": ["b1", "a1", "b2", "c1"],
            "claim_weight": [1, 1, 1, 1],
            "seats_low": [0, 5, 0, 9],
            "seats_high": [4, 9, 4, 9],
            "total_seats": [10, 7, 10, 8],
        }
    )
    told = {row["program_id"]: row for row in computed_table({"rules.seat_claim": claims}).to_pylist()}
    assert {name: (row["apportioned_seats"], row["apportionment"]) for name, row in told.items()} == {
        "b1": (4, "upper_bounds_reached"),
        "a1": (7, "placed"),
        "b2": (4, "upper_bounds_reached"),
        "c1": (8, "lower_bounds_relaxed"),
    }
    assert [told[name]["left_over_seats"] for name in ("a1", "b1", "b2", "c1")] == [0, 2, 2, 0]


def test_no_claims_make_an_empty_table_with_its_columns():
    names = ("claim_group", "program_id", "claim_weight", "seats_low", "seats_high", "total_seats")
    made = computed_table({"rules.seat_claim": pa.table({name: [] for name in names})})
    assert made.num_rows == 0
    assert "apportioned_seats" in made.column_names
