"""How far a release may lie from the last one: each tolerance below, at and above."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.sql.city import build_city, cohort, institution, intake, major
from transforms.quality.drift import TOLERANCES, Measured, NotComparable, between, drifted, measured
from transforms.warehouse import load_policy

TOLERATED = {
    "drift_rows_lost_bp": 500.0,
    "drift_rows_gained_bp": 5000.0,
    "drift_known_rate_bp": 300.0,
    "drift_new_rate_bp": 1500.0,
    "drift_missing_bp": 500.0,
    "drift_from_count": 200.0,
}


def rows(count: int) -> Measured:
    return Measured("rows", "enrolment", None, count, None)


def rate(year: int, placed: int, graduates: int = 1000) -> Measured:
    return Measured("rate", "bachelor", year, placed, graduates)


def missing(count: int, of: int = 1000) -> Measured:
    return Measured("missing", "enrolment.planned", None, count, of)


def found(before: list[Measured], after: list[Measured], **tolerances: float) -> list[str]:
    one, other = (
        {(item.measure, item.subject, item.year): item for item in items} for items in (before, after)
    )
    return [drift.promise for drift in between(one, other, TOLERATED | tolerances)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (rows(1000), rows(951), []),
        (rows(1000), rows(950), []),
        (rows(1000), rows(949), ["feeds_keep_their_rows"]),
        (rows(200), rows(189), ["feeds_keep_their_rows"]),
        (rows(199), rows(1), []),
        (rows(1000), rows(1500), []),
        (rows(1000), rows(1501), ["feeds_do_not_swell"]),
        (rate(2025, 800), rate(2025, 830), []),
        (rate(2025, 800), rate(2025, 831), ["rates_of_known_years_stay"]),
        (rate(2025, 800), rate(2025, 770), []),
        (rate(2025, 800), rate(2025, 769), ["rates_of_known_years_stay"]),
        (rate(2025, 800), rate(2026, 950), []),
        (rate(2025, 800), rate(2026, 951), ["rates_of_a_new_year_follow"]),
        (rate(2025, 800), rate(2026, 649), ["rates_of_a_new_year_follow"]),
        (rate(2025, 160, 199), rate(2025, 1, 199), []),
        (rate(2025, 800), rate(2024, 100), []),
        (missing(100), missing(150), []),
        (missing(100), missing(151), ["values_stay_filled_in"]),
        (missing(500), missing(0), []),
    ],
    ids=str,
)
def test_drift_is_what_lies_beyond_its_tolerance(
    before: Measured, after: Measured, expected: list[str]
) -> None:
    assert found([before], [after]) == expected


def test_a_feed_that_is_gone_has_lost_all_its_rows() -> None:
    assert found([rows(1000)], []) == ["feeds_keep_their_rows"]


def test_a_new_feed_and_a_new_level_have_nothing_to_drift_from() -> None:
    assert found([], [rows(1000), rate(2025, 1), missing(1000)]) == []


def test_a_new_year_is_compared_with_the_newest_before_it() -> None:
    known = [rate(2024, 500), rate(2025, 800)]
    assert found(known, [*known, rate(2026, 790)]) == []


def test_a_tolerance_that_is_not_stated_compares_nothing() -> None:
    one = {("rows", "enrolment", None): rows(1000)}
    assert between(one, {}, {"drift_from_count": 200.0}) == []


def test_a_drift_says_from_what_to_what_and_what_is_tolerated() -> None:
    one, other = ({("rate", "bachelor", 2025): rate(2025, placed)} for placed in (800, 700))
    [drift] = between(one, other, TOLERATED)
    assert (drift.subject, str(drift)) == (
        "bachelor 2025",
        "80.0 % (800/1000) → 70.0 % (700/1000), tolerated: 3 %",
    )


def test_every_tolerance_is_stated_by_the_policy() -> None:
    policy = load_policy("chongqing")
    assert {name for name in TOLERANCES if name in policy.parameters} == set(TOLERANCES)


def test_what_is_measured_of_a_city(tmp_path: Path) -> None:
    rows = {
        "institution": [institution()],
        "major": [major("530302")],
        "enrolment": [intake(2024, 40), intake(2025, None, planned=40)],
        "employment": [cohort(2025, 50, 40)],
    }
    city = build_city(tmp_path, rows)
    city.checks()
    city.close()
    of = measured(tmp_path / "city.duckdb")
    assert of["rows", "enrolment", None].numerator == 2
    assert str(of["missing", "enrolment.admitted", None]) == "50.0 % (1/2)"
    assert str(of["missing", "enrolment.planned", None]) == "0.0 % (0/2)"
    assert str(of["rate", "associate", 2025]) == "80.0 % (40/50)"


def test_a_release_that_cannot_be_measured_is_named(tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    duckdb.connect(str(other)).close()
    with pytest.raises(NotComparable, match=r"other\.duckdb"):
        drifted(other, other, TOLERATED)
