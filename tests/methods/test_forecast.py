"""The forecast: what was known then, and nothing later, decides the method and the width of the interval."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.methods.forecast import GROUP, METHODS, SCHEMA, Terms, Trials, choose, computed_table

TERMS = {
    "forecast_first_trial_years": 3,
    "forecast_known_origins": 4,
    "forecast_lead_bp": 1000,
    "forecast_long_years": 5,
    "forecast_error_growth_bp": 7500,
}
WORLD = dict(zip(GROUP, ("500000", "all", "gbt4754-2017", "section", "vacancies"), strict=True))
FIRST = 2016


def forecast(series: dict[str, list[float]], reason: str | None = None, **terms: float) -> list[dict]:
    """All trials of these industries, each a list of yearly demand from 2016 on."""
    demand = [
        WORLD | {"industry_code": code, "year": FIRST + at, "demand": float(value)}
        for code, values in series.items()
        for at, value in enumerate(values)
    ]
    known = [
        WORLD
        | {
            "industry_code": code,
            "first_year": FIRST,
            "last_year": FIRST + len(values) - 1,
            "no_forecast_reason": reason,
        }
        for code, values in series.items()
    ]
    numbers = [{"parameter": name, "level": None, "value": float(v)} for name, v in (TERMS | terms).items()]
    tables = {
        "core.stated_demand": demand,
        "rules.forecast_series": known,
        "rules.parameter_in_force": numbers,
    }
    return computed_table({name: pa.Table.from_pylist(rows) for name, rows in tables.items()}).to_pylist()


def chosen(rows: list[dict], code: str, origin: int, horizon: int) -> dict:
    [found] = [
        row
        for row in rows
        if row["is_chosen"]
        and (row["industry_code"], row["origin_year"], row["horizon_years"]) == (code, origin, horizon)
    ]
    return found


GROWS = [100 * 1.1**year for year in range(10)]
WAVES = [100, 110, 100, 110, 100, 110, 100, 110, 100, 110]


def test_steady_growth_is_carried_on_and_a_wave_is_left_where_it_stands():
    rows = forecast({"I": GROWS, "J": GROWS, "K": WAVES})
    growing = chosen(rows, "I", 2025, 3)
    assert growing["forecast_method"] in ("damped", "drift")
    assert growing["forecast_demand"] == pytest.approx(100 * 1.1**12, rel=0.05)
    assert chosen(rows, "K", 2025, 1)["forecast_demand"] == pytest.approx(110, rel=0.06)


@pytest.mark.parametrize(("origin", "is_naive"), [(2021, True), (2022, False), (2023, False)])
def test_nothing_replaces_the_naive_before_four_origins_have_an_outcome(origin, is_naive):
    # origins 2018, 2019, 2020 have one in 2021; in 2022 there are four
    told = chosen(forecast({"I": GROWS, "J": GROWS}), "I", origin, 1)["forecast_method"]
    assert (told == "naive") == is_naive


@pytest.mark.parametrize(("lead", "replaced"), [(0, True), (4999, True), (5001, False), (9999, False)])
def test_the_lead_asked_for_decides(lead, replaced):
    # the rival misses by half of what the naive misses by
    made = {method: np.zeros((1, 1)) for method in METHODS}
    errors = {method: np.array([[0.2]]) for method in METHODS} | {"half_drift": np.array([[0.1]])}
    trials = [Trials(origin, made, errors) for origin in range(3, 8)]
    told = choose(trials, 8, 1, Terms(3, 4, lead / 10_000, 1, 0.75))
    assert told == ["half_drift" if replaced else "naive"]


def test_an_interval_is_the_conformal_quantile_of_known_errors():
    # seven origins of two series have an outcome, and the naive always misses by the factor 1.1
    rows = forecast(dict.fromkeys("AB", WAVES))
    told = next(
        row
        for row in rows
        if (row["industry_code"], row["origin_year"], row["horizon_years"], row["forecast_method"])
        == ("A", 2025, 1, "naive")
    )
    assert told["low_80"] == pytest.approx(110 / 1.1, abs=1e-9)
    assert told["high_80"] == pytest.approx(110 * 1.1, abs=1e-9)
    # 14 errors carry no 95 % quantile: that needs 19
    assert told["low_95"] is None


def test_too_few_known_errors_give_no_interval():
    rows = forecast({"A": WAVES})
    early = [row for row in rows if row["origin_year"] <= 2019]
    assert early
    assert {row["low_80"] for row in early} == {None}


def test_the_future_changes_nothing_of_what_was_told_before():
    before = forecast({"I": GROWS[:8], "K": WAVES[:8]})
    after = forecast({"I": [*GROWS[:8], 5, 900], "K": [*WAVES[:8], 3, 700]})
    assert [row for row in after if row["origin_year"] <= FIRST + 7] == before


def test_a_series_with_a_reason_is_not_forecast_and_an_empty_world_keeps_its_columns():
    assert forecast({"I": GROWS}, reason="too_few_years") == []
    nothing = {"core.stated_demand": [], "rules.forecast_series": []}
    numbers = [{"parameter": name, "level": None, "value": float(v)} for name, v in TERMS.items()]
    tables = {name: pa.Table.from_pylist(rows) for name, rows in nothing.items()}
    made = computed_table(tables | {"rules.parameter_in_force": pa.Table.from_pylist(numbers)})
    assert made.schema.equals(SCHEMA)


@settings(max_examples=25)
@given(st.lists(st.lists(st.floats(1, 1e6), min_size=8, max_size=8), min_size=1, max_size=4))
def test_every_trial_is_finite_one_method_is_chosen_and_intervals_hold_their_forecast(worlds):
    rows = forecast({f"{code}": values for code, values in enumerate(worlds)})
    assert len(rows) == len(worlds) * 6 * 5 * len(METHODS)
    assert sum(row["is_chosen"] for row in rows) == len(worlds) * 6 * 5
    for row in rows:
        assert 0 < row["forecast_demand"] < float("inf")
        if row["low_80"] is not None:
            assert row["low_80"] <= row["forecast_demand"] * (1 + 1e-9)
            assert row["forecast_demand"] <= row["high_80"] * (1 + 1e-9)
        if row["low_95"] is not None:
            assert row["low_95"] <= row["low_80"]
            assert row["high_80"] <= row["high_95"]
