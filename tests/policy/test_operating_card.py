"""The operating card: figures of method.md §3.3, and the laws it must obey."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.policy.operating_card import chance_below, operating_card
from transforms.warehouse import load_policy


def point(preset: str, trigger: str, cohort: int, rate: float):
    [found] = [p for p in operating_card(load_policy(preset), [cohort], [rate]) if p["trigger_id"] == trigger]
    return found


def test_thirty_graduates_of_a_70_percent_program_are_flagged_in_one_year_of_twelve():
    assert point("chongqing", "low_one_year", 30, 0.70)["false_flag"] == pytest.approx(0.084, abs=0.0005)


def test_and_in_two_consecutive_years_seven_times_in_a_thousand():
    assert point("chongqing", "low_two_years", 30, 0.70)["false_flag"] == pytest.approx(0.007, abs=0.0005)


def test_a_55_percent_program_escapes_three_consecutive_years_three_times_in_four():
    assert point("chongqing", "low_three_years", 30, 0.55)["miss"] == pytest.approx(0.74, abs=0.005)


def test_below_is_strict_at_the_line():
    # 6 of 10 is the line itself: fails are 0 to 5
    by_hand = sum(comb(10, k) * 0.5**10 for k in range(6))
    assert chance_below(10, 0.5, 6000) == pytest.approx(by_hand, abs=1e-12)


def test_a_small_cohort_is_pooled_before_it_is_judged():
    # ten graduates, minimum twenty: two cohorts make one result
    assert point("chongqing", "low_one_year", 10, 0.5)["fires"] == pytest.approx(
        chance_below(20, 0.5, 6000), abs=1e-12
    )


def test_a_cohort_too_small_even_pooled_is_never_flagged():
    assert point("chongqing", "low_one_year", 6, 0.1)["fires"] == 0.0


def test_a_rank_or_an_intake_rule_has_no_card():
    triggers = {p["trigger_id"] for p in operating_card(load_policy("fujian-2023"))}
    assert triggers == set()
    assert "no_intake_five_years" not in {p["trigger_id"] for p in operating_card(load_policy("chongqing"))}


@given(st.integers(1, 400), st.floats(0.01, 0.98), st.floats(0.001, 0.02))
def test_a_better_program_is_flagged_less_often(cohort, rate, better):
    assert chance_below(cohort, min(rate + better, 1), 6000) <= chance_below(cohort, rate, 6000) + 1e-12


@given(st.integers(20, 400), st.floats(0.2, 0.95))
def test_more_years_running_flag_less_often(cohort, rate):
    fires = {p["trigger_id"]: p["fires"] for p in operating_card(load_policy("chongqing"), [cohort], [rate])}
    assert fires["low_three_years"] <= fires["low_two_years"] <= fires["low_one_year"]
