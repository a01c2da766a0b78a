"""What may be told of one cohort, at each threshold: below, at, above."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.disclosure.counted import COHORT, Known, Line, protect
from transforms.disclosure.limits import Limits

LIMITS = Limits(min_cohort=20, min_part=2, rounding_base=5, possible_values=5)
NOTHING_KNOWN = Known({}, {})


def told(
    graduates: int | None, placed: int | None, known: Known = NOTHING_KNOWN, **more: int
) -> dict[str, tuple[float, str]]:
    """Each measure of one cohort as (value in sums, status)."""
    counts = {count.measure: np.array([np.nan]) for count in COHORT}
    given_counts = {"graduates": graduates, "placed": placed, **more}
    counts |= {name: np.array([float(n)]) for name, n in given_counts.items() if n is not None}
    published = protect(COHORT, counts, known, LIMITS)
    return {name: (float(one.in_sums[0]), str(one.status[0])) for name, one in published.items()}


@pytest.mark.parametrize(
    ("graduates", "placed", "published"),
    [
        (60, 57, (60, 55, "")),  # three remain: told
        (60, 58, (60, 60, "c")),  # two remain: withheld, and in sums as all
        (60, 60, (60, 60, "c")),
        (60, 3, (60, 5, "")),
        (60, 2, (60, 0, "c")),
        (60, 0, (60, 0, "c")),
        (61, 33, (60, 30, "")),  # the smaller part, 28, is rounded to 30
        (62, 58, (60, 55, "")),  # four remain, and are told as five: never as none
        (18, 9, (15, 10, "low")),
        (19, 9, (15, 10, "low")),  # on the side of the minimum on which it is
        (20, 10, (25, 10, "")),
        (22, 11, (25, 10, "")),
        (23, 10, (25, 10, "")),
        (2, 1, (0, 0, "low")),
        (3, 3, (5, 5, "low")),
    ],
)
def test_a_cohort_and_its_placed(graduates, placed, published):
    found = told(graduates, placed)
    assert (found["graduates"][0], *found["placed"]) == published


@pytest.mark.parametrize(
    ("graduates", "published"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (52, 50), (53, 55)]
)
def test_counts_are_rounded_to_the_base(graduates, published):
    assert told(graduates, None)["graduates"][0] == published


def under(line: float, is_under: bool) -> Known:
    rows = np.array([0])
    return Known({}, {"placed": [Line(rows, np.array([line]), np.array([is_under]), np.array([is_under]))]})


@pytest.mark.parametrize(
    ("graduates", "placed", "is_under", "published"),
    [
        # 28 of 47 is below 60 %; plainly rounded it would be told as 30 of 45, above it
        (47, 28, True, (45, 25)),
        (46, 28, False, (45, 30)),
        # 31 of 52 is below 60 %: 30 of 50 would stand on the line, and with "below" leave but 28 to 31
        (52, 31, True, (50, 25)),
        (50, 30, False, (50, 35)),
        (50, 40, False, (50, 40)),
    ],
)
def test_a_rate_is_told_on_the_side_of_the_line_it_was_judged_to_be(graduates, placed, is_under, published):
    found = told(graduates, placed, under(6000, is_under))
    assert (found["graduates"][0], found["placed"][0]) == published


def test_what_several_lines_leave_no_room_for_is_not_told():
    # at 25 graduates only 8 and 9 lie between 30 % and 40 %: with both results published nothing else may be
    rows, lines = np.array([0, 0]), np.array([3000.0, 4000.0])
    known = Known({}, {"placed": [Line(rows, lines, np.array([False, True]), np.array([False, True]))]})
    found = told(25, 8, known)
    assert (found["graduates"], found["placed"]) == ((30, "c"), (10, "c"))


@pytest.mark.parametrize(
    ("coarseness", "graduates", "placed"), [(0, 45, 25), (1, 50, 30), (2, 60, 20), (3, 40, 40)]
)
def test_a_wide_class_is_told_by_its_middle_which_says_how_wide_it_is(coarseness, graduates, placed):
    counts = {count.measure: np.array([np.nan]) for count in COHORT}
    counts |= {"graduates": np.array([47.0]), "placed": np.array([26.0])}
    found = protect(COHORT, counts, NOTHING_KNOWN, LIMITS, np.array([float(coarseness)]))
    assert (found["graduates"].in_sums[0], found["placed"].in_sums[0]) == (graduates, placed)
    assert (found["graduates"].status[0] == "c") == (coarseness > 0)


def test_a_part_is_never_told_larger_than_its_whole():
    found = told(62, 54, employed=54, matched=50)
    assert found["placed"][0] >= found["employed"][0] >= found["matched"][0]


def test_two_parts_are_never_told_larger_together_than_their_whole():
    # 43 of 60 are told as 45; 38 under contract as 40, which leaves 5 for the 5 in flexible employment
    assert told(60, 43, contract=38, freelance=5)["freelance"] == (5, "")
    # 42 are told as 40, the 38 under contract as 40: nothing is left that could be told
    found = told(60, 42, contract=38, freelance=4)
    assert (found["placed"], found["contract"], found["freelance"]) == ((40, ""), (40, ""), (0, "c"))


def test_a_part_of_what_was_not_delivered_is_bounded_by_what_that_is_a_part_of():
    assert told(100, 3, in_house=3)["in_house"][0] <= told(100, 3)["placed"][0]


PARTS = st.integers(20, 200).flatmap(
    lambda graduates: st.integers(0, graduates).flatmap(
        lambda placed: st.integers(0, placed).flatmap(
            lambda contract: st.tuples(
                *(st.just(count) for count in (graduates, placed, contract)),
                st.integers(0, placed - contract),
                st.integers(0, contract),
            )
        )
    )
)


@given(PARTS)
def test_every_told_part_leaves_its_whole_interval_possible(drawn):
    graduates, placed, contract, freelance, in_house = drawn
    found = told(graduates, placed, contract=contract, freelance=freelance, in_house=in_house)
    assert found["contract"][0] + found["freelance"][0] <= found["placed"][0]
    assert found["in_house"][0] <= found["contract"][0]
    for part in ("freelance", "in_house"):
        number, status = found[part]
        assert status or min(number, found["graduates"][0] - number) >= 5


COUNTS = st.integers(0, 300).flatmap(
    lambda graduates: st.tuples(
        st.just(graduates), st.integers(0, graduates), st.sampled_from((3000, 5000, 6000))
    )
)


@given(COUNTS)
def test_the_told_numbers_say_what_the_verdict_says(drawn):
    graduates, placed, line = drawn
    is_under = 10_000 * placed < line * graduates
    found = told(graduates, placed, under(line, is_under))
    cohort, part, status = found["graduates"][0], *found["placed"]
    assert cohort % 5 == 0
    assert abs(cohort - graduates) <= 5 or status == "c"
    if not status:
        assert part % 5 == 0
        assert (10_000 * part < line * cohort) == is_under
        assert graduates >= 20
        assert min(placed, graduates - placed) > 2
