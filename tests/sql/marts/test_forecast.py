"""What becomes of the trials: the forecast with its parts, the back-test card, and why a series is not forecast."""

from __future__ import annotations

import pytest

from tests.sql.city import build_city, rows_of

GBT = {"industry_classification": "gbt4754-2017", "region_code": "500000"}
WAVES = [110, 100] * 5  # 2016 to 2025
VACANCIES = {
    "A": dict(zip(range(2016, 2026), WAVES, strict=True)),
    "B": dict.fromkeys(range(2018, 2026), 50),  # eight years: just enough
    "C": dict.fromkeys(range(2019, 2026), 50),
    "D": dict.fromkeys([*range(2014, 2020), *range(2021, 2026)], 50),
    "E": dict.fromkeys(range(2014, 2025), 50),
    "F": dict.fromkeys(range(2014, 2025), 50) | {2025: 0},
    "G": dict.fromkeys(range(2014, 2019), 500) | dict.fromkeys(range(2019, 2026), 50),
    "H": dict.fromkeys(range(2014, 2018), 500) | dict.fromkeys(range(2018, 2026), 50),
    "I": dict.fromkeys(range(2019, 2026), 50),
}
# seven years after it are too few, eight just enough; a mark on the first year breaks with nothing
BROKEN = {"G": 2019, "H": 2018, "I": 2019}
EMPLOYED = {"A": [1000.0] * 10, "B": [1000 * 0.9**year for year in range(10)]}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    rows = {
        "industry": [
            {"industry_classification": GBT["industry_classification"], "industry_code": code}
            | {"industry_name": f"行业{code}", "granularity": "section"}
            for code in VACANCIES
        ],
        "vacancy": [
            GBT
            | {"industry_code": code, "year": year, "vacancies": number}
            | {"series_break": BROKEN.get(code) == year}
            for code, own in VACANCIES.items()
            for year, number in own.items()
        ],
        "industry_activity": [
            GBT | {"industry_code": code, "year": 2016 + at, "measure": measure, "value": value}
            for measure in ("employment", "value_added")
            for code, values in EMPLOYED.items()
            for at, value in enumerate(values)
        ],
    }
    return build_city(tmp_path_factory.mktemp("forecast"), rows)


def forecast(city, basis: str, code: str, columns: str) -> tuple:
    [row] = rows_of(
        city,
        f"select {columns} from marts.demand_forecast "
        f"where demand_basis = '{basis}' and industry_code = '{code}' and horizon_years = 3",
    )
    return row


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("A", None),
        ("B", None),
        ("C", "too_few_years"),
        ("D", "years_missing"),
        ("E", "series_ended"),
        ("F", "nothing_demanded"),
        ("G", "too_few_since_break"),
        ("H", None),
        ("I", "too_few_years"),
    ],
)
def test_a_series_that_cannot_carry_a_forecast_says_why(city, code, reason):
    told, value = forecast(city, "vacancies", code, "no_forecast_reason, forecast_demand")
    assert told == reason
    assert (value is None) == (reason is not None)


def test_only_the_years_since_a_break_are_carried_on(city):
    columns = "last_demand, forecast_demand, low_80 is null"
    assert forecast(city, "vacancies", "H", columns) == (50, pytest.approx(50), False)
    [(first,)] = rows_of(city, "select first_year from rules.forecast_series where industry_code = 'H'")
    assert first == 2018


def test_every_series_has_both_horizons_and_value_added_is_no_demand_for_people(city):
    found = rows_of(
        city,
        "select demand_basis, count(*), count(distinct industry_code), "
        "list(distinct horizon_years order by horizon_years) "
        "from marts.demand_forecast group by demand_basis order by demand_basis",
    )
    assert found == [("employment", 4, 2, [3, 5]), ("vacancies", 18, 9, [3, 5])]


def test_a_stock_that_stands_still_asks_for_those_who_leave(city):
    columns = "forecast_method, forecast_demand, expansion, replacement, annual_openings"
    # one in forty of 1000, three years: 75; 25 a year
    assert forecast(city, "employment", "A", columns) == (
        "naive",
        *(pytest.approx(x) for x in (1000, 0, 75, 25)),
    )


def test_a_stock_that_shrinks_faster_than_people_leave_asks_for_nobody(city):
    expansion, replacement, openings = forecast(
        city, "employment", "B", "expansion, replacement, annual_openings"
    )
    assert expansion + replacement < 0
    assert openings == 0


def test_vacancies_are_a_flow_and_are_openings_as_they_stand(city):
    columns = "expansion, replacement, annual_openings = forecast_demand, naive_forecast, forecast_year, industry_name"
    assert forecast(city, "vacancies", "A", columns) == (None, None, True, 100, 2028, "行业A")


def test_the_card_of_the_naive_by_hand(city):
    # A from 2018: 110 → 100, 100 → 110, … seven origins; B, and H since its break, from 2020 to 2024, without an error
    [row] = rows_of(
        city,
        "select trials, origins, absolute_error, actual_demand, wape, mase, directed, direction_hit_rate "
        "from marts.forecast_card where demand_basis = 'vacancies' and horizon_years = 1 and card_method = 'naive'",
    )
    actual = 3 * 110 + 4 * 100 + 2 * 5 * 50
    # the mean step of A is 10 at every origin; the others never moved: no scaled error is defined
    assert row == (17, 7, pytest.approx(70), actual, pytest.approx(70 / actual), pytest.approx(1), 0, None)


def test_what_was_chosen_then_is_scored_beside_every_method(city):
    found = rows_of(
        city,
        "select distinct card_method from marts.forecast_card where demand_basis = 'vacancies' order by card_method",
    )
    assert [name for (name,) in found] == [
        "as_chosen",
        "damped",
        "drift",
        "half_drift",
        "naive",
        "share_total",
    ]


def test_a_card_holds_its_laws(city):
    wrong = rows_of(
        city,
        """
        select * from marts.forecast_card
        where wape < 0 or covered_80 > intervals_80 or covered_95 > intervals_95 or direction_hits > directed
            or directed > trials or intervals_80 > trials or covered_95 < covered_80 and intervals_95 = intervals_80
            or share_dissimilarity not between 0 and 1 or not isfinite(wape)
        """,
    )
    assert wrong == []


def test_all_checks_are_healthy(city):
    assert [check.name for check in city.checks() if not check.is_healthy] == ["there_is_something_to_judge"]
