"""Weights observed from graduates' employers, the rate of matched work, and a match by three crosswalks, by hand.

Employed graduates by employer's section (matched in brackets); — is without an employer:

     2022      2023                   2024                     2025
A    Q 100(0)  C 30(30) I 10(4) —10(6)  C 10(10) I 30(15) —10(6)  C 20(20) I 60(30) —20(10)
E                                                               I 10(10)            10 < 30: weighted as class 4101
D    one row per graduate, 2025: 36 in division 84 of section Q, 4 without an industry, 1 goes on to study
B    no counts; weights observed elsewhere were delivered: I 1.0
"""

from __future__ import annotations

import pytest

from tests.sql.city import CATALOGUE, build_city, cohort, institution, major, rows_of

GBT = {"industry_classification": "gbt4754-2017"}
CODES = {"A": "410101", "E": "410102", "B": "510201", "D": "520201"}
EMPLOYERS = [
    ("A", 2022, "Q", 100, 0),
    *(("A", 2023, *row) for row in (("C", 30, 30), ("I", 10, 4), (None, 10, 6))),
    *(("A", 2024, *row) for row in (("C", 10, 10), ("I", 30, 15), (None, 10, 6))),
    *(("A", 2025, *row) for row in (("C", 20, 20), ("I", 60, 30), (None, 20, 10))),
    ("E", 2025, "I", 10, 10),
]
WEIGHTS = [
    ("expert", "A", "C", 0.75),
    ("expert", "A", "I", 0.25),
    ("expert", "B", "I", 1.0),
    ("expert", "D", "Q", 0.8),
    ("observed", "B", "I", 1.0),
    ("observed", "A", "Q", 1.0),  # the city's own counts speak instead
]


def graduate(number: int, code: str, destination: str, industry: str | None, **more) -> dict:
    return {
        "graduate_id": f"g{number}",
        "institution_code": "I1",
        "catalogue_version": CATALOGUE,
        "major_code": CODES[code],
        "level": "associate",
        "cohort_year": 2025,
        "observation": "year_end",
        "destination_code": destination,
        "industry_code": industry,
        "is_matched": True,
    } | more


GRADUATES = [
    *(graduate(n, "D", "10", "84") for n in range(36)),
    *(graduate(n, "D", "76", None) for n in range(36, 40)),
    graduate(40, "D", "80", None, is_matched=None),
    *(graduate(n, "D", "10", "C", observation="initial") for n in range(41, 50)),
    *(graduate(n, "A", "10", "Q") for n in range(50, 60)),
]


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    rows = {
        "institution": [institution()],
        "major": [major(code) for code in CODES.values()],
        "employment": [
            cohort(2025, 100, 90, CODES["A"], employed=80, matched=60),
            cohort(2024, 100, 90, CODES["A"], employed=50, matched=31),
            *(cohort(year, 50, 40, CODES["A"], employed=40, matched=30) for year in (2020, 2021, 2022)),
            cohort(2025, 20, 20, CODES["E"], employed=20, matched=5),
            cohort(2025, 60, 60, CODES["B"]),
        ],
        "graduate": GRADUATES,
        "industry": [
            *(GBT | {"industry_code": c, "industry_name": c, "granularity": "section"} for c in "CIQ"),
            GBT
            | {"industry_code": "84", "industry_name": "卫生", "granularity": "division", "parent_code": "Q"},
        ],
        "vacancy": [
            GBT | {"region_code": "500000", "industry_code": code, "year": 2025, "vacancies": number}
            for code, number in {"C": 40, "I": 60, "Q": 20}.items()
        ],
        "crosswalk": [
            GBT
            | {"crosswalk_source": source, "catalogue_version": CATALOGUE, "major_scope": "major"}
            | {"major_scope_code": CODES[name], "industry_code": code, "weight": weight}
            for source, name, code, weight in WEIGHTS
        ],
        "employer_industry": [
            GBT
            | {"catalogue_version": CATALOGUE, "major_code": CODES[name], "cohort_year": year}
            | {"industry_code": code, "employed": employed, "matched": matched}
            for name, year, code, employed, matched in EMPLOYERS
        ],
    }
    return build_city(tmp_path_factory.mktemp("observed"), rows)


def weights(city, name: str, year: int) -> dict[str, float]:
    return dict(
        rows_of(
            city,
            "select industry_code, weight from core.crosswalk_weight where crosswalk_source = 'observed' "
            f"and major_code = '{CODES[name]}' and {year} >= from_year and {year} < before_year",
        )
    )


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("A", 2020, {"Q": 1.0}),  # before the first count the first one holds
        ("A", 2022, {"Q": 1.0}),
        ("A", 2023, {"Q": 100 / 150, "C": 30 / 150, "I": 10 / 150, "unmapped": 10 / 150}),
        ("A", 2024, {"Q": 0.5, "C": 0.2, "I": 0.2, "unmapped": 0.1}),
        ("A", 2025, {"C": 0.3, "I": 0.5, "unmapped": 0.2}),  # 2022 is no longer among the last three
        ("A", 2026, {"C": 0.3, "I": 0.5, "unmapped": 0.2}),
        ("E", 2025, {"C": 60 / 210, "I": 110 / 210, "unmapped": 40 / 210}),
        ("D", 2025, {"Q": 0.9, "unmapped": 0.1}),
        ("B", 2025, {"I": 1.0}),
    ],
)
def test_weights_are_the_shares_of_the_last_three_cohorts(city, name, year, expected):
    assert weights(city, name, year) == pytest.approx(expected, abs=1e-12)


OBSERVED = {"C": 30 + 20 * 60 / 210, "I": 50 + 20 * 110 / 210 + 60, "Q": 41 * 0.9}
EXPERT = {"C": 75.0, "I": 25.0 + 60, "Q": 41 * 0.8}
EQUAL = {"C": 50.0, "I": 50.0 + 60, "Q": 41 * 0.8}
DEMAND = {"C": 40.0, "I": 60.0, "Q": 20.0}
OF = "where year = 2025 and region_code = '500000' and supply_basis = 'graduates'"


def test_observed_comes_first_where_the_policy_names_no_source(city):
    found = rows_of(
        city,
        "select crosswalk_source from marts.matching_world where supply_basis = 'graduates' order by preference",
    )
    assert found == [("observed",), ("expert",)]


def test_supply_follows_the_observed_weights_and_the_rest_is_a_residual(city):
    found = dict(
        rows_of(
            city,
            f"select industry_code, supply from marts.industry_match {OF} and level = 'all' "
            "and crosswalk_source = 'observed'",
        )
    )
    unmapped = 20 + 20 * 40 / 210 + 41 * 0.1
    assert found == pytest.approx(OBSERVED | {"unmapped": unmapped}, abs=1e-12)
    assert sum(found.values()) == pytest.approx(100 + 20 + 60 + 41, abs=1e-9)


def deviation(supply: dict[str, float], code: str) -> float:
    return DEMAND[code] / sum(DEMAND.values()) / (supply[code] / sum(supply.values())) - 1


@pytest.mark.parametrize("code", ["C", "I", "Q"])
def test_the_match_stands_under_all_three_crosswalks(city, code):
    columns = (
        "observed_ratio, expert_ratio, equal_ratio, observed_deviation, expert_deviation, equal_deviation"
    )
    columns += ", lowest_ratio, highest_ratio, crosswalks, is_one_sided"
    [row] = rows_of(city, f"select {columns} from marts.crosswalk_range {OF} and industry_code = '{code}'")
    by_source = (OBSERVED, EXPERT, EQUAL)
    ratios = [DEMAND[code] / supply[code] for supply in by_source]
    deviations = [deviation(supply, code) for supply in by_source]
    expected = [*ratios, *deviations, min(ratios), max(ratios), 3]
    assert row[:9] == pytest.approx(expected, abs=1e-12)
    assert row[9] == (min(deviations) > 0 or max(deviations) < 0)


def matched(city, scope: str, year: int = 2025, level: str = "all") -> dict:
    found = rows_of(
        city,
        "select scope_code, employed, matched, matched_rate from marts.matched_employment "
        f"where matched_scope = '{scope}' and year = {year} and level = '{level}' and region_code = '500000'",
    )
    return {code: rest for code, *rest in found}


def test_the_rate_of_matched_work_by_industry_has_its_numerator_and_denominator(city):
    assert matched(city, "industry") == {
        "C": [20, 20, 1.0],
        "I": [70, 40, pytest.approx(40 / 70, abs=1e-12)],
        "Q": [36, 36, 1.0],
        "unmapped": [24, 14, pytest.approx(14 / 24, abs=1e-12)],
    }
    assert matched(city, "industry", level="associate") == matched(city, "industry")


def test_and_by_major_class_and_division(city):
    # D: 40 employed, all matched; B's counts were not delivered
    assert matched(city, "major") == {
        "410101": [80, 60, 0.75],
        "410102": [20, 5, 0.25],
        "520201": [40, 40, 1.0],
    }
    assert matched(city, "class")["4101"] == [100, 65, 0.65]
    assert matched(city, "division")["41"] == [100, 65, 0.65]
    assert matched(city, "class", 2024) == {"4101": [50, 31, 0.62]}


def test_the_first_cohort_counted_by_other_rules_is_marked(city):
    found = rows_of(
        city,
        "select year, bool_or(is_series_break) from marts.matched_employment where matched_scope = 'class' "
        "and year < 2025 group by year order by year",
    )
    assert found == [(2020, False), (2021, True), (2022, False), (2024, False)]


def test_nothing_is_lost_and_every_check_is_healthy(city):
    assert [check.name for check in city.checks() if not check.is_healthy] == []
