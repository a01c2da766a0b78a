"""Deliveries of one row: repeated, restated, or contradicting each other (design.md §3)."""

from __future__ import annotations

import datetime

from tests.sql.city import build_city, cohort, institution, major, rows_of

NAMES = {"institution": [institution()], "major": [major("530302")]}
DAYS = {
    "spring": datetime.date(2026, 3, 1),
    "summer": datetime.date(2026, 7, 1),
    "names": datetime.date(2026, 1, 1),
}


def statuses(tmp_path, *employment: dict) -> list[tuple]:
    city = build_city(tmp_path, NAMES | {"employment": list(employment)}, delivered_on=DAYS)
    return rows_of(
        city, "select _delivery_id, placed, row_status, reason_code from staging.employment order by _row_id"
    )


def test_a_later_delivery_supersedes_and_the_old_value_is_kept(tmp_path):
    found = statuses(
        tmp_path, cohort(2025, 50, 20, _delivery="spring"), cohort(2025, 50, 35, _delivery="summer")
    )
    assert found == [("spring", 20, "superseded", "restated"), ("summer", 35, "loaded", None)]


def test_a_later_delivery_that_says_the_same_makes_the_earlier_a_duplicate(tmp_path):
    found = statuses(
        tmp_path, cohort(2025, 50, 20, _delivery="spring"), cohort(2025, 50, 20, _delivery="summer")
    )
    assert found == [("spring", 20, "duplicate", None), ("summer", 20, "loaded", None)]


def test_the_same_row_twice_in_one_delivery_is_loaded_once(tmp_path):
    found = statuses(tmp_path, cohort(2025, 50, 20), cohort(2025, 50, 20))
    assert found == [("first", 20, "loaded", None), ("first", 20, "duplicate", None)]


def test_rows_of_one_day_that_disagree_are_both_refused(tmp_path):
    found = statuses(tmp_path, cohort(2025, 50, 20), cohort(2025, 50, 21))
    assert found == [
        ("first", 20, "refused", "conflicting_rows"),
        ("first", 21, "refused", "conflicting_rows"),
    ]


def test_order_of_rows_is_irrelevant(tmp_path):
    for number, rows in enumerate(([20, 35], [35, 20])):
        folder = tmp_path / str(number)
        folder.mkdir()
        days = {20: "spring", 35: "summer"}
        city = build_city(
            folder,
            NAMES | {"employment": [cohort(2025, 50, placed, _delivery=days[placed]) for placed in rows]},
            delivered_on=DAYS,
        )
        assert rows_of(city, "select placed from marts.program_year") == [(35,)]


def test_an_unknown_institution_or_major_is_refused_with_its_reason(tmp_path):
    city = build_city(
        tmp_path,
        NAMES | {"employment": [cohort(2025, 50, 20, institution_code="I9"), cohort(2025, 50, 20, "999999")]},
    )
    assert rows_of(city, "select column_name, reason_code from meta.refused_row order by all") == [
        ("institution_code", "unknown_institution"),
        ("major_code", "unknown_major"),
    ]


def test_a_former_name_resolves_the_institution_where_no_code_is_given(tmp_path):
    rows = {
        "institution": [institution("I1", "新名学院", former_names="旧名学校；更旧名学校")],
        "major": [major("530302")],
        "employment": [cohort(2025, 50, 20, institution_code=None, institution_name="更旧名学校")],
    }
    city = build_city(tmp_path, rows)
    assert rows_of(city, "select institution_name, placed from marts.program_year") == [("新名学院", 20)]


def test_two_institutions_of_one_name_are_not_guessed_between(tmp_path):
    rows = {
        "institution": [institution("I1", "同名学院"), institution("I2", "同名学院")],
        "major": [major("530302")],
        "employment": [cohort(2025, 50, 20, institution_code=None, institution_name="同名学院")],
    }
    city = build_city(tmp_path, rows)
    assert rows_of(city, "select reason_code from meta.refused_row") == [("ambiguous_institution",)]


def graduate(number: int, code: str, year: int = 2025) -> dict:
    row = {"graduate_id": f"g{number}", "institution_code": "I1", "catalogue_version": "vocational-2021"}
    row |= {"major_code": "530302", "level": "associate", "cohort_year": year, "observation": "year_end"}
    return row | {"destination_code": code}


def test_rows_per_graduate_are_counted_by_their_destination(tmp_path):
    codes = ["10", "11", "76", "80", "70", "71", "72", "65"]
    city = build_city(tmp_path, NAMES | {"graduate": [graduate(n, code) for n, code in enumerate(codes)]})
    # seven graduates without the one still studying; four of them placed: 71 is not
    assert rows_of(
        city, "select graduates, placed, contract, freelance, further_study, still_studying from core.cohort"
    ) == [(7, 4, 2, 1, 1, 1)]


def test_counts_and_rows_of_the_same_cohort_are_not_added_up(tmp_path):
    rows = {"employment": [cohort(2025, 7, 5)], "graduate": [graduate(n, "10") for n in range(7)]}
    city = build_city(tmp_path, NAMES | rows)
    assert rows_of(city, "select graduates, placed from core.cohort") == [(7, 5)]
    assert [check.name for check in city.checks() if not check.is_healthy] == []
