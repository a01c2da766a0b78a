"""Why a program is not judged, and what else than employment gives a card (method.md §3.2, §3.3)."""

from __future__ import annotations

import datetime

from tests.sql.city import build_city, cohort, institution, intake, major, rows_of

DAY = datetime.date


def verdict(tmp_path, rows: dict, year: int = 2025, columns: str = "card, reason_code") -> list[tuple]:
    names = {"institution": [institution(), institution("I2")], "major": [major("530302"), major("510201")]}
    city = build_city(tmp_path, names | rows)
    return rows_of(
        city, f"select {columns} from marts.verdict where year = {year} and program_id like 'I1%530302%'"
    )


def test_a_program_before_its_first_cohort_is_not_judged(tmp_path):
    rows = {
        "enrolment": [
            *[intake(year, 40) for year in (2023, 2024, 2025)],
            intake(2015, 40, institution_code="I2"),
        ],
        "employment": [cohort(2025, 50, 45, institution_code="I2")],
    }
    assert verdict(tmp_path, rows) == [("not_judged", "no_cohort_yet")]


def test_a_program_whose_first_intake_should_have_graduated_is_missing(tmp_path):
    rows = {
        "enrolment": [*[intake(year, 40) for year in (2022, 2023)], intake(2015, 40, institution_code="I2")],
        "employment": [cohort(2025, 50, 45, institution_code="I2")],
    }
    assert verdict(tmp_path, rows) == [("not_judged", "missing")]


def test_a_rate_without_its_cohort_size_is_not_judged(tmp_path):
    rows = {"employment": [cohort(2025, None, None, employment_rate=0.41)]}
    assert verdict(tmp_path, rows) == [("not_judged", "cohort_size_not_delivered")]


def test_secondary_programs_are_judged_by_their_matched_rate(tmp_path):
    # 95 % placed, but 29 of 50 in a matched field is below 60 %
    rows = {
        "major": [major("530302", level="secondary")],
        "employment": [cohort(2025, 60, 57, level="secondary", employed=50, matched=29)],
    }
    assert verdict(tmp_path, rows, columns="card, criterion_id, numerator, denominator") == [
        ("yellow", "low_matched_employment", 29, 50)
    ]


def test_a_level_without_a_criterion_says_so(tmp_path):
    rows = {"major": [major("530302", level="all")], "employment": [cohort(2025, 60, 3, level="all")]}
    assert verdict(tmp_path, rows) == [("not_judged", "no_criterion_for_level")]


def exemption(first: DAY, last: DAY, **more) -> dict:
    row = {
        "institution_code": "I1",
        "catalogue_version": "vocational-2021",
        "major_code": "530302",
        "level": "associate",
    }
    return row | {"reason": "listed", "valid_from": first, "valid_to": last} | more


def test_an_exemption_holds_on_its_first_and_last_day_and_not_beside_them(tmp_path):
    # a year-end observation is that of 31 December
    day_of, before, after = DAY(2025, 12, 31), DAY(2025, 12, 30), DAY(2026, 1, 1)
    failing = {"employment": [cohort(2025, 50, 10)]}
    cases = [
        (exemption(day_of, after), "exempt"),
        (exemption(before, day_of), "exempt"),
        (exemption(after, after), "trigger_fired"),
        (exemption(before, before), "trigger_fired"),
    ]
    for number, (row, expected) in enumerate(cases):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert verdict(folder, failing | {"exemption": [row]}, columns="reason_code") == [(expected,)]


def test_an_exemption_without_an_institution_covers_the_major_everywhere(tmp_path):
    row = exemption(DAY(2020, 1, 1), DAY(2030, 1, 1), institution_code=None, reason="state_controlled")
    rows = {"employment": [cohort(2025, 50, 10)], "exemption": [row]}
    assert verdict(tmp_path, rows, columns="card, reason_code, exemption_reason") == [
        ("not_judged", "exempt", "state_controlled")
    ]


def intake_history(*admitted: int) -> dict:
    years = range(2026 - len(admitted), 2026)
    own = [intake(year, number) for year, number in zip(years, admitted, strict=True)]
    return {"enrolment": own, "employment": [cohort(2025, 50, 45)]}


def test_five_years_without_intake_end_a_program(tmp_path):
    assert verdict(tmp_path, intake_history(30, 0, 0, 0, 0, 0)) == [("exit", "trigger_fired")]


def test_four_years_without_intake_do_not(tmp_path):
    assert verdict(tmp_path, intake_history(30, 30, 0, 0, 0, 0)) == [("none", "passed")]


def test_a_year_that_reports_other_programs_only_counts_as_no_intake(tmp_path):
    rows = {
        "enrolment": [intake(2020, 30), *[intake(year, 30, "510201") for year in range(2020, 2026)]],
        "employment": [cohort(2025, 50, 45)],
    }
    assert verdict(tmp_path, rows, columns="card, years_counted, since_year") == [("exit", 5, 2021)]


def test_a_year_without_any_delivery_of_the_school_is_no_intake_of_zero(tmp_path):
    rows = {
        "enrolment": [
            intake(2020, 30),
            *[intake(year, 30, "510201") for year in (2020, 2021, 2022, 2024, 2025)],
        ],
        "employment": [cohort(2025, 50, 45)],
    }
    assert verdict(tmp_path, rows) == [("none", "passed")]


def test_an_upheld_objection_stands_beside_the_computed_card(tmp_path):
    decision = {
        "institution_code": "I1",
        "catalogue_version": "vocational-2021",
        "major_code": "530302",
        "level": "associate",
        "year": 2025,
        "decision": "objection_upheld",
        "decided_by": "市教委",
        "decided_on": DAY(2026, 3, 1),
        "document_number": "渝教〔2026〕1号",
    }
    rows = {"employment": [cohort(2025, 50, 10)], "decision": [decision]}
    assert verdict(tmp_path, rows, columns="card, decided_card, decision_document") == [
        ("yellow", "none", "渝教〔2026〕1号")
    ]
