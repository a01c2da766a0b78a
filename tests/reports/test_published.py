"""What may be told about few people, at each threshold: below, at, above."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.published import MISSING, NOT_APPLICABLE, Disclosure, Published

LIMITS = Disclosure(min_cohort=20, min_part=2, rounding_base=5)


@pytest.mark.parametrize(
    ("placed", "graduates", "expected"),
    [
        (10, 19, Published(None, "low")),
        (10, 20, Published(10 / 20)),
        (10, 21, Published(10 / 21)),
        (1, 30, Published(None, "c")),
        (2, 30, Published(None, "c")),
        (3, 30, Published(3 / 30)),
        (27, 30, Published(27 / 30)),
        (28, 30, Published(None, "c")),
        (30, 30, Published(None, "c")),
        (0, 30, Published(None, "c")),
    ],
)
def test_a_rate_of_too_few_or_of_too_small_a_part_is_withheld(placed, graduates, expected):
    assert LIMITS.rate(placed / graduates, placed, graduates) == expected


def test_a_missing_rate_is_missing_and_never_zero():
    assert LIMITS.rate(None, None, 50) == MISSING


def test_a_rate_that_came_without_counts_was_public_already():
    assert LIMITS.rate(0.874, None, None) == Published(0.874)


@pytest.mark.parametrize(
    ("persons", "expected"), [(0, 0), (2, 0), (2.4, 0), (2.5, 5), (3, 5), (7, 5), (8, 10), (87945, 87945)]
)
def test_counts_are_rounded_to_the_base_halves_up(persons, expected):
    assert LIMITS.count(persons) == Published(expected)


@given(st.integers(min_value=0, max_value=10**7))
def test_a_rounded_count_is_a_multiple_and_never_further_than_half_the_base(persons):
    shown = LIMITS.count(persons).value
    assert shown is not None
    assert shown % 5 == 0
    assert abs(shown - persons) <= 2.5


def test_a_ratio_to_nobody_does_not_apply_and_one_to_few_is_withheld():
    assert LIMITS.ratio(None, 0) == NOT_APPLICABLE
    assert LIMITS.ratio(3.1, 19) == Published(None, "low")
    assert LIMITS.ratio(3.1, 20) == Published(3.1)
    assert LIMITS.ratio(3.1, None) == MISSING


def test_what_would_give_a_withheld_number_away_is_withheld_with_it():
    assert LIMITS.beside(Published(None, "c"), 0.41) == Published(None, "c")
    assert LIMITS.beside(Published(0.5), 0.41) == Published(0.41)


@pytest.mark.parametrize(("value", "status"), [(None, ""), (0.5, "low"), (None, "r")])
def test_no_number_stands_in_for_a_missing_one(value, status):
    with pytest.raises(ValueError, match="a value or a reason"):
        Published(value, status)
