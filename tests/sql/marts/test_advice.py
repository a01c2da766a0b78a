"""Advice on enrolment: each case is a school with one program of its own major, whose graduates one industry wants.

Of 100 graduates a year so many were placed in 2023, 2024 and 2025; `vacancies` of its industry make the ratio; of 100
planned seats of September 2026 so many were filled.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from tests.sql.city import CATALOGUE, build_city, cohort, institution, intake, major, rows_of

GBT = {"industry_classification": "gbt4754-2017"}
SOUND = (90, 90, 90)


@dataclass(frozen=True)
class Case:
    """What is delivered of the program, the rule that must speak, and the seats advised."""

    rule: str
    seats: int | None = 100
    placed: tuple[int, int, int] = SOUND
    vacancies: int = 120
    planned: tuple[int, int, int] = (100, 100, 100)
    filled: int = 95
    filed: str | None = None


KEPT = Case("otherwise")
SHORT = Case("short_and_sound", vacancies=150)
ORANGE, RED = (90, 59, 59), (59, 59, 59)
CASES = {
    "nothing calls for a change": KEPT,
    # ratio 1.5, passing 75 %, filled 90 %: all three, and not one less
    "short of graduates": SHORT,
    "ratio 1.49": replace(KEPT, vacancies=149),
    "ratio 1.51": replace(SHORT, vacancies=151),
    "75 percent placed": replace(SHORT, placed=(90, 90, 75)),
    "74 percent placed": replace(KEPT, vacancies=150, placed=(90, 90, 74)),
    "90 percent filled": replace(SHORT, filled=90),
    "89 percent filled": replace(KEPT, vacancies=150, filled=89),
    "short of graduates and under notice": replace(
        KEPT, rule="under_notice", placed=(90, 90, 59), vacancies=150
    ),
    # one program alone gives its seats to nobody: its upper bound is what it gets, the rest is left over
    "ratio 0.59": Case("deep_surplus", 95, vacancies=59),
    "ratio 0.60": replace(KEPT, vacancies=60),
    "69 percent filled": Case("not_filled", 90, filled=69),
    "70 percent filled": replace(KEPT, filled=70),
    "one year below the line": Case("under_notice", placed=(90, 90, 59)),
    "two years below the line": Case("reduced_by_verdict", 80, placed=ORANGE),
    "two years and ratio 1.00": Case("reduced_by_verdict", 80, placed=ORANGE, vacancies=100),
    "two years and ratio 0.99": Case("failing_in_surplus", 0, placed=ORANGE, vacancies=99),
    "three years below the line": Case("stopped_by_verdict", 0, placed=RED),
    "filed as suspended": Case("stopped_by_filing", 0, filed="suspended"),
    "filed as revoked and still taking in": Case("stopped_by_filing", 0, filed="revoked"),
    "filed as resumed": replace(KEPT, filed="resumed"),
    "no seats this September": replace(KEPT, seats=0, planned=(100, 100, 0)),
    "no seats for two Septembers": Case("without_seats", 0, planned=(100, 0, 0)),
}
CODES = {name: (f"S{number:02d}", f"4{number:02d}101", f"X{number:02d}") for number, name in enumerate(CASES)}


def rows_for(cases: dict[str, Case]) -> dict[str, list]:
    rows: dict[str, list] = {
        feed: []
        for feed in (
            *("institution", "major", "enrolment", "employment", "industry", "vacancy", "crosswalk"),
            "program_setting",
        )
    }
    for name, case in cases.items():
        school, code, industry = CODES[name]
        program = {"institution_code": school, "catalogue_version": CATALOGUE, "major_code": code}
        rows["institution"].append(institution(school, name))
        rows["major"].append(major(code, name))
        for year, placed in zip((2023, 2024, 2025), case.placed, strict=True):
            rows["employment"].append(cohort(year, 100, placed, code, school))
        for year, planned in zip((2024, 2025, 2026), case.planned, strict=True):
            taken = {"planned": planned, "admitted": min(planned, case.filled)}
            rows["enrolment"].append(intake(year, 0, code, school) | taken)
        place = GBT | {"industry_code": industry}
        rows["industry"].append(place | {"industry_name": industry, "granularity": "section"})
        rows["vacancy"].append(place | {"region_code": "500000", "year": 2025, "vacancies": case.vacancies})
        rows["crosswalk"].append(
            place
            | {"crosswalk_source": "expert", "catalogue_version": CATALOGUE, "major_scope": "major"}
            | {"major_scope_code": code, "weight": 1.0}
        )
        if case.filed:
            rows["program_setting"].append(
                program | {"level": "associate", "year": 2026, "event": case.filed}
            )
    return rows


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return build_city(tmp_path_factory.mktemp("advice"), rows_for(CASES))


@pytest.mark.parametrize("name", CASES)
def test_the_first_rule_that_holds_speaks(city, name):
    found = rows_of(
        city,
        "select rule_id, advised_seats from marts.enrolment_advice "
        f"where not is_residual and institution_name = '{name}'",
    )
    assert found == [(CASES[name].rule, CASES[name].seats)]


def test_seats_that_bounds_keep_from_being_given_out_are_told_with_the_reason(city):
    left = rows_of(
        city,
        "select institution_name, advised_seats, seats_standing from marts.enrolment_advice where is_residual",
    )
    assert {name: seats for name, seats, _ in left} == {
        name: case.planned[-1] - case.seats
        for name, case in CASES.items()
        if case.seats is not None and case.seats < case.planned[-1]
    }
    assert {standing for *_, standing in left} == {"upper_bounds_reached"}


def test_each_condition_of_a_rule_is_told_with_its_parts(city):
    reasons = rows_of(
        city,
        "select rule_measure, numerator, denominator, line, line_unit from marts.rule_reason as reason "
        "inner join core.program as program on program.program_id = reason.subject_id "
        "where program.institution_name = '75 percent placed' order by 1",
    )
    assert reasons == [
        ("intake_filled", 95, 100, 9000, "bp"),
        ("judged_rate", 75, 100, 7500, "bp"),
        ("supply_demand_ratio", 150, 100, 1.5, "ratio"),
    ]


def test_the_advice_is_for_the_september_after_the_newest_one(city):
    assert rows_of(city, "select distinct enrolment_year from marts.enrolment_advice") == [(2027,)]


def test_all_checks_are_healthy(city):
    broken = [check.name for check in city.checks() if not check.is_healthy]
    assert broken == ["suspended_programs_take_nobody_in"]


def one_school(**cases: Case) -> dict[str, list]:
    """These cases as programs of one school, told apart by their majors."""
    taken = dict(zip(list(CASES)[: len(cases)], cases.values(), strict=True))
    rows = rows_for(taken)
    for feed in ("employment", "enrolment", "program_setting"):
        rows[feed] = [row | {"institution_code": "S00"} for row in rows[feed]]
    return rows


def seats_of(city) -> list:
    return [
        seats
        for (seats,) in rows_of(
            city, "select advised_seats from marts.enrolment_advice where not is_residual order by major_code"
        )
    ]


def test_what_one_program_gives_up_goes_to_the_others_of_its_school_and_level(tmp_path):
    rows = one_school(keep=KEPT, reduce=replace(KEPT, placed=ORANGE), expand=SHORT)
    # 300 seats as 100 : 70 : 120 are 103.45, 72.41 and 124.14; the seat that is left goes to the first
    assert seats_of(build_city(tmp_path, rows)) == [104, 72, 124]


def test_a_program_that_rested_comes_back_with_the_seats_of_its_last_intake(tmp_path):
    rested = replace(KEPT, placed=ORANGE, vacancies=99, planned=(100, 100, 0))
    city = build_city(tmp_path, one_school(keep=KEPT, rested=rested, other=KEPT))
    # 200 seats, of which it is to have 50 at least and the others 85 each: 220. Every lower bound gives way in
    # proportion: 77.27, 45.45 and 77.27; the seat that is left goes to the largest remainder
    told = "select seats_low, seats_standing from marts.enrolment_advice where rule_id = 'failing_in_surplus'"
    assert seats_of(city) == [77, 46, 77]
    assert rows_of(city, told) == [(50, "below_lower_bound")]
    assert [check.name for check in city.checks() if not check.is_healthy] == []


def test_similar_in_surplus_and_under_notice_is_reduced(tmp_path_factory):
    noticed = replace(KEPT, placed=(90, 90, 59), vacancies=99)
    rows = one_school(one=noticed, other=KEPT)
    assert rule_of(build_city(tmp_path_factory.mktemp("apart"), rows)) == "under_notice"
    for entry in rows["major"]:
        entry["major_class_code"], entry["catalogue_version"] = "4999", CATALOGUE
    assert rule_of(build_city(tmp_path_factory.mktemp("alike"), rows)) == "doubled_in_surplus"
    for row in rows["vacancy"]:
        row["vacancies"] = 100
    assert rule_of(build_city(tmp_path_factory.mktemp("balanced"), rows)) == "under_notice"


def rule_of(city) -> str:
    [(rule,)] = rows_of(city, "select rule_id from marts.enrolment_advice where decided_card = 'yellow'")
    return rule


def test_new_places_of_postgraduates_tilt_to_national_tasks_and_enterprises(tmp_path):
    cases = {"both": KEPT, "task": KEPT, "neither": KEPT, "failing": replace(KEPT, placed=RED)}
    rows = one_school(**cases)
    for feed in ("major", "employment", "enrolment"):
        rows[feed] = [row | {"level": "postgraduate"} for row in rows[feed]]
    codes = [entry["major_code"] for entry in rows["major"]]
    told = [(codes[0], "national_strategic_task"), (codes[0], "school_enterprise_programme")]
    told += [(codes[1], "national_strategic_task"), (codes[3], "national_strategic_task")]
    rows["indicator"] = [
        {
            "institution_code": "S00",
            "catalogue_version": CATALOGUE,
            "major_code": code,
            "level": "postgraduate",
        }
        | {"year": 2025, "indicator": indicator, "value": 1.0}
        for code, indicator in told
    ]
    city = build_city(tmp_path, rows)
    # 400 seats: 20 new places (5 %) as 180 : 150 : 100 are 8.37, 6.98 and 4.65; the suspended program gets none
    new = "select new_seats from marts.enrolment_advice where not is_residual order by major_code"
    assert [seats for (seats,) in rows_of(city, new)] == [8, 7, 5, 0]
    assert [check.name for check in city.checks() if not check.is_healthy] == []


def test_without_deliveries_of_intakes_advice_names_no_seats(tmp_path):
    city = build_city(tmp_path, rows_for({"nothing calls for a change": KEPT}) | {"enrolment": []})
    sql = "select rule_id, seats, advised_seats, seats_standing from marts.enrolment_advice"
    assert rows_of(city, sql) == [("otherwise", None, None, "no_seats_delivered")]


def test_a_policy_without_rules_of_advice_advises_nothing(tmp_path):
    city = build_city(tmp_path, rows_for({"nothing calls for a change": KEPT}), "anhui-2022")
    assert rows_of(city, "from marts.enrolment_advice") == []
    assert rows_of(city, "from marts.public_list") == []
    assert [check.name for check in city.checks() if not check.is_healthy] == []
