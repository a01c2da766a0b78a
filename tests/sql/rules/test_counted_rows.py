"""Rows of one program and year that stand under two codes: what they say together, and what neither says alone."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.sql.city import build_city, cohort, institution, intake, major, rows_of

OLD, NEW = ("630302", "vocational-2015"), ("530302", "vocational-2021")
RENAMED = {
    **{"kind": "rename", "from_catalogue_version": OLD[1], "from_major_code": OLD[0]},
    **{"to_catalogue_version": NEW[1], "to_major_code": NEW[0], "effective_year": 2021},
}
NAMES = {"institution": [institution()], "major": [major(OLD[0], catalogue=OLD[1]), major(NEW[0])]}
Rows = list[dict[str, Any]]


def under(code: tuple[str, str], row: dict[str, Any]) -> dict[str, Any]:
    return row | {"major_code": code[0], "catalogue_version": code[1]}


def told(folder: Path, columns: str, table: str, **feeds: Rows) -> list[tuple]:
    """Columns of a table made of these rows."""
    folder.mkdir(exist_ok=True)
    city = build_city(folder, NAMES | {"major_lineage": [RENAMED]} | feeds, until=table)
    return rows_of(city, f"select {columns} from {table}")


@pytest.mark.parametrize(
    "part", ["graduates", "placed", "employed", "matched", "contract", "freelance", "in_house"]
)
def test_a_part_is_known_where_every_row_of_the_cohort_gives_it(tmp_path: Path, part: str) -> None:
    whole = dict.fromkeys(("employed", "matched", "contract", "freelance", "in_house"), 5)
    one, other = under(OLD, cohort(2024, 50, 20, **whole)), under(NEW, cohort(2024, 30, 10, **whole))
    asked = (f"{part}, delivered_rows", "core.cohort")
    assert told(tmp_path / "both", *asked, employment=[one, other]) == [(one[part] + other[part], 2)]
    assert told(tmp_path / "one", *asked, employment=[one, other | {part: None}]) == [(None, 2)]


def test_two_written_rates_make_no_rate_of_both(tmp_path: Path) -> None:
    rates = [
        under(code, cohort(2024, None, None, employment_rate=rate)) for code, rate in ((OLD, 0.5), (NEW, 0.7))
    ]
    assert told(tmp_path / "both", "delivered_rate", "core.cohort", employment=rates) == [(None,)]
    assert told(tmp_path / "one", "delivered_rate", "core.cohort", employment=rates[:1]) == [(0.5,)]


def test_rows_that_were_refused_are_not_counted(tmp_path: Path) -> None:
    rows = [cohort(2024, 50, 20), cohort(2024, 50, 21), cohort(2025, 50, 30)]
    assert told(tmp_path, "year, placed", "core.cohort", employment=rows) == [(2025, 30)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"admitted": 40, "registered": 30}, {"admitted": 20, "registered": 10}, 40),
        ({"admitted": 40, "registered": 30}, {"admitted": 20}, 50),
        ({"admitted": 40}, {"admitted": None}, None),
        ({"admitted": None, "registered": 0}, {"admitted": 1, "registered": 0}, 0),
    ],
)
def test_an_intake_is_of_those_registered_else_admitted_and_unknown_where_a_row_does_not_say(
    tmp_path: Path, first: dict[str, Any], second: dict[str, Any], expected: int | None
) -> None:
    rows = [under(code, intake(2024, 60)) | counts for code, counts in ((OLD, first), (NEW, second))]
    assert told(tmp_path, "intake", "core.enrolment", enrolment=rows) == [(expected,)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            {"numerator": 3.0, "denominator": 10.0},
            {"numerator": 4.0, "denominator": 20.0},
            (None, 7, 30, False),
        ),
        ({"numerator": 3.0, "denominator": 10.0}, {"denominator": 20.0}, (None, None, 30, False)),
        ({"numerator": 3.0, "denominator": 10.0}, {"numerator": 4.0}, (None, 7, None, False)),
        ({"value": 0.3}, {"value": 0.2}, (None, None, None, False)),
        ({"value": 0.3, "is_averaged": True}, {"value": 0.2, "is_averaged": False}, (None, None, None, True)),
        ({"value": 0.3}, None, (0.3, None, None, False)),
    ],
)
def test_an_indicator_of_two_rows_is_their_sum_where_both_give_it_and_no_value(
    tmp_path: Path, first: dict[str, Any], second: dict[str, Any] | None, expected: tuple
) -> None:
    place = {"institution_code": "I1", "level": "associate", "year": 2024, "indicator": "satisfaction"}
    rows = [under(code, place) | read for code, read in ((OLD, first), (NEW, second)) if read]
    columns = "value, numerator, denominator, is_averaged"
    assert told(tmp_path, columns, "core.delivered_indicator", indicator=rows) == [expected]


def test_the_day_an_office_states_goes_before_the_day_a_file_came(tmp_path: Path) -> None:
    """What was handed in first came last: the correction handed in after it stands."""
    rows = [cohort(2025, 50, 20, _delivery="first"), cohort(2025, 50, 30, _delivery="correction")]
    days = {"first": datetime.date(2026, 3, 1), "correction": datetime.date(2026, 4, 1)}
    names = NAMES | {"major_lineage": [RENAMED]}
    city = build_city(tmp_path, names | {"employment": rows}, delivered_on=days, until="core.cohort")
    for stated, placed in (("delivered_on", 30), ("null", 20)):
        city.con.execute(
            f"update landing.source_file set delivered_on = {stated}, received_on = case delivery_id "
            "when 'first' then date '2026-06-02' else date '2026-06-01' end where feed = 'employment'"
        )
        for table in ("staging.row_status", "staging.employment", "core.cohort"):
            city.con.execute(f"drop table {table}")
            city.run(next(model for model in city.models if model.table == table))
        assert rows_of(city, "select placed from core.cohort") == [(placed,)]
