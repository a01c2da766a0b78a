"""Real run (c): plans and admissions of 22,147 entries beside employment by industry; no graduates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PLAN = "file like '%jiangsu_plan_admit_2023_2026.csv'"


@pytest.fixture(scope="module")
def release(shared_data: Callable[[str], Path], released: Callable[..., Path]) -> Path:
    folder = HERE / "jiangsu"
    raw = [folder, shared_data("jiangsu-plan"), shared_data("nbs-employment")]
    return released("jiangsu", raw, folder / "policy.yaml")


def test_every_row_is_accounted_for(release: Path, answer: Callable) -> None:
    query = f"""
        select feed, source_rows, rows_read, loaded, duplicate, refused + superseded + total_rows
        from meta.accounting where {PLAN}
    """
    assert set(answer(release, query)) == {
        ("institution", 22147, 22147, 1105, 22147 - 1105, 0),
        ("major", 22147, 22147, 22147, 0, 0),
        # an entry is one row per year in which it was offered
        ("enrolment", 22147, 13300 + 14883 + 17443 + 22147, 13300 + 14883 + 17443 + 22147, 0, 0),
    }


def test_codes_keep_their_leading_zeros(release: Path, answer: Callable) -> None:
    query = "select institution_code, major_code from staging.enrolment where institution_code like '01%'"
    assert ("0102", "010201+01") in set(answer(release, query))
    lengths = "select distinct length(institution_code), length(major_code) from staging.enrolment"
    assert answer(release, lengths) == [(4, 9)]


def test_plans_and_admissions_are_as_published(release: Path, answer: Callable) -> None:
    query = """
        select enrolment_year, count(planned), count(*) filter (where admitted > planned)
        from staging.enrolment group by enrolment_year order by enrolment_year
    """
    assert answer(release, query) == [
        (2023, 13300, 1177),
        (2024, 14883, 1143),
        (2025, 17433, 1181),
        (2026, 22147, 0),
    ]


def test_the_schools_of_chongqing_are_found(release: Path, answer: Callable) -> None:
    query = """
        select count(distinct institution_code), count(distinct program_id)
        from marts.program_year where district_name = '重庆'
    """
    assert answer(release, query) == [(24, 541)]


def test_a_year_without_values_is_missing_and_not_zero(release: Path, answer: Callable) -> None:
    activity = "from staging.industry_activity where row_status = 'loaded'"
    assert answer(release, f"select count(*), count(value) {activity} and year = 2018") == [(589, 0)]
    assert answer(release, f"select count(*), min(value) > 0 {activity}") == [(5890, True)]
    manufacturing = "region_code = '320000' and industry_code = 'C' and year = 2017"
    assert answer(release, f"select value {activity} and {manufacturing}") == [(pytest.approx(5432118),)]


def test_what_was_not_delivered_is_not_judged(release: Path, answer: Callable) -> None:
    found = answer(release, "select distinct card, reason_code from marts.verdict")
    assert {card for card, _ in found} == {"not_judged"}
    assert None not in {reason for _, reason in found}
