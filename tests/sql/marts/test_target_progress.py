"""Targets (渝府办发〔2018〕162号): each case is one target with what was to be reached and what was."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from tests.sql.city import build_city, rows_of


@dataclass(frozen=True)
class Case:
    """Values to reach and values reached by year; status by year, as it must be told."""

    due: dict[int, float]
    actual: dict[int, float]
    told: dict[int, str] = field(default_factory=dict)


CASES = {
    # 4 in 2018 and 15 by 2020: an even pace is at 9.5 in 2019
    "on time": Case(
        {2020: 15}, {2018: 4, 2019: 10, 2020: 15}, {2018: "on_course", 2019: "on_course", 2020: "reached"}
    ),
    "one short": Case(
        {2020: 15}, {2018: 4, 2019: 9, 2020: 14}, {2018: "on_course", 2019: "behind", 2020: "missed"}
    ),
    "more than due": Case({2020: 15}, {2020: 16}, {2020: "reached"}),
    "early": Case({2020: 15}, {2018: 15}, {2018: "reached", 2020: "not_reported"}),
    "late": Case(
        {2020: 120}, {2020: 104, 2021: 118, 2022: 120}, {2020: "missed", 2021: "missed", 2022: "reached_late"}
    ),
    "never reported": Case({2020: 45}, {}, {2020: "not_reported"}),
    "a reading without a target": Case({}, {2020: 45}, {2020: "no_target"}),
    # one by 2023 and five by 2027: an even pace is at 2 in 2024 and at 3 in 2025
    "two values": Case(
        {2023: 1, 2027: 5},
        {2023: 1, 2024: 2, 2025: 2.5},
        {2023: "reached", 2024: "on_course", 2025: "behind", 2027: "not_reported"},
    ),
    "exactly on the way": Case(
        {2023: 1, 2027: 5}, {2025: 3}, {2023: "not_reported", 2025: "on_course", 2027: "not_reported"}
    ),
}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    rows = [
        {"target_code": name, "target_name": name, "clause": "任务三", "year": year, "unit": "个"}
        | {"target_value": case.due.get(year), "actual_value": case.actual.get(year)}
        for name, case in CASES.items()
        for year in sorted({*case.due, *case.actual})
    ]
    return build_city(tmp_path_factory.mktemp("targets"), {"target": rows})


@pytest.mark.parametrize("name", CASES)
def test_status_by_year(city, name):
    found = rows_of(
        city,
        f"select year, target_status from marts.target_progress where target_code = '{name}' order by year",
    )
    assert dict(found) == CASES[name].told


def test_a_reading_stands_beside_what_is_due_and_what_an_even_pace_expects(city):
    sql = "select due_year, due_value, expected_value, target_share, reached_year, last_reported_year "
    sql += "from marts.target_progress where target_code = 'two values' and year = 2025"
    assert rows_of(city, sql) == [(2027, 5, 3, 0.5, None, 2025)]


def test_the_newest_reading_is_the_last_reported_one_or_the_target_where_none_was(city):
    newest = dict(
        rows_of(city, "select target_code, year from marts.target_progress where is_newest_reading")
    )
    assert newest["two values"] == 2025
    assert newest["never reported"] == 2020
    assert len(newest) == len(CASES)


def test_a_value_sent_again_counts_once(tmp_path):
    row = {"target_code": "a", "target_name": "a", "year": 2020, "target_value": 15.0, "actual_value": 9.0}
    rows = {"target": [row, row | {"actual_value": 12.0, "_delivery": "second"}]}
    city = build_city(tmp_path, rows, delivered_on={"second": date(2026, 2, 1)})
    assert rows_of(city, "select actual_value from marts.target_progress") == [(12.0,)]
