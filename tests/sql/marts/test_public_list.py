"""The three public lists: each case is a major at so many of twenty schools, some of which fail in turn.

`graduates` and `placed` are those of each sound site; failing ones place 50 % two years running. The industry of a
major has `ratio` vacancies for each of its graduates.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.sql.city import CATALOGUE, build_city, cohort, institution, intake, major, rows_of

GBT = {"industry_classification": "gbt4754-2017"}
SCHOOLS = [f"S{number:02d}" for number in range(20)]


@dataclass(frozen=True)
class Case:
    """What is delivered of the major, and where it must stand: list and rule, or in none."""

    told: tuple[str, str] | None
    ratio: float
    sites: int = 10
    failing: int = 0
    graduates: int = 100
    placed: int = 90


RESTRICT, UPGRADE, URGENT = "restrict_or_revoke", "to_upgrade", "urgently_needed"
CASES = {
    "in balance": Case(None, 1.2),
    # below one position per graduate, and 30 % of the sites fail in turn
    "0.99 and 3 of 10": Case((RESTRICT, "surplus_and_failing"), 0.99, failing=3),
    "0.99 and 4 of 10": Case((RESTRICT, "surplus_and_failing"), 0.99, failing=4),
    "0.99 and 2 of 10": Case((UPGRADE, "failing_where_needed"), 0.99, failing=2),
    "1.00 and 3 of 10": Case((UPGRADE, "failing_where_needed"), 1.0, failing=3),
    # below 0.6, whoever passes; from 20 graduates on
    "0.59": Case((RESTRICT, "in_deep_surplus"), 0.59),
    "0.60": Case(None, 0.60),
    "0.5 and 20 graduates": Case((RESTRICT, "in_deep_surplus"), 0.5, sites=1, graduates=20, placed=18),
    "0.5 and 18 graduates": Case(None, 0.5, sites=1, graduates=18, placed=16),
    # 15 % of the sites fail in turn
    "3 of 20": Case((UPGRADE, "failing_where_needed"), 1.2, sites=20, failing=3),
    "2 of 20": Case(None, 1.2, sites=20, failing=2),
    "1 of 7": Case(None, 1.2, sites=7, failing=1),
    "1 of 6": Case((UPGRADE, "failing_where_needed"), 1.2, sites=6, failing=1),
    # below one position per graduate, and more than half of the schools
    "0.99 and 11 of 20 schools": Case((UPGRADE, "surplus_and_crowded"), 0.99, sites=11),
    "0.99 and 10 of 20 schools": Case(None, 0.99, sites=10),
    "1.00 and 11 of 20 schools": Case(None, 1.0, sites=11),
    # two positions per graduate, passing together, from 20 graduates on
    "2.00": Case((URGENT, "short_and_sound"), 2.0),
    "1.99": Case(None, 1.99),
    "2.00 and 70 percent": Case((URGENT, "short_and_sound"), 2.0, placed=70),
    "2.00 and 69 percent": Case(None, 2.0, placed=69),
    "2.50 and 20 graduates": Case((URGENT, "short_and_sound"), 2.5, sites=1, graduates=20, placed=18),
    "2.50 and 18 graduates": Case(None, 2.5, sites=1, graduates=18, placed=16),
    # short of graduates and failing: to be upgraded first
    "2.00 and 2 of 10": Case((UPGRADE, "failing_where_needed"), 2.0, failing=2),
}
CODES = {name: (f"4{number:02d}101", f"X{number:02d}") for number, name in enumerate(CASES)}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    rows: dict[str, list] = {
        feed: [] for feed in ("major", "enrolment", "employment", "industry", "vacancy", "crosswalk")
    }
    for name, case in CASES.items():
        code, industry = CODES[name]
        place = GBT | {"industry_code": industry}
        rows["major"].append(major(code, name))
        rows["industry"].append(place | {"industry_name": industry, "granularity": "section"})
        wanted = round(case.ratio * case.graduates * case.sites)
        rows["vacancy"].append(place | {"region_code": "500000", "year": 2025, "vacancies": wanted})
        rows["crosswalk"].append(
            place
            | {"crosswalk_source": "expert", "catalogue_version": CATALOGUE, "major_scope": "major"}
            | {"major_scope_code": code, "weight": 1.0}
        )
        for site, school in enumerate(SCHOOLS[: case.sites]):
            placed = case.graduates // 2 if site < case.failing else case.placed
            rows["employment"] += [
                cohort(year, case.graduates, placed, code, school) for year in (2024, 2025)
            ]
            rows["enrolment"].append(intake(2026, 100, code, school))
    rows["institution"] = [institution(school) for school in SCHOOLS]
    return build_city(tmp_path_factory.mktemp("lists"), rows)


@pytest.mark.parametrize("name", CASES)
def test_where_a_major_stands(city, name):
    found = rows_of(city, f"select list_id, rule_id from marts.public_list where major_name = '{name}'")
    assert found == ([CASES[name].told] if CASES[name].told else [])


def test_an_entry_carries_what_it_rests_on(city):
    [found] = rows_of(
        city,
        "select sites, schools, judged_programs, failing_programs, failing_share, supply, allocated_demand, "
        "judged_numerator, judged_denominator, clause_kind from marts.public_list "
        "where major_name = '0.99 and 3 of 10'",
    )
    # three sites place 50 of 100, seven 90
    assert found == (10, 20, 10, 3, 0.3, 1000, 990, 780, 1000, "declared_assumption")


def test_lists_stand_in_the_order_of_the_policy(city):
    order = rows_of(city, "select list_id from marts.public_list group by all order by max(list_position)")
    assert [name for (name,) in order] == [RESTRICT, UPGRADE, URGENT]


def test_all_checks_are_healthy(city):
    assert [check.name for check in city.checks() if not check.is_healthy] == []
