"""The pooled interval beside a card is withheld where one of its cohorts stands for a wide class, else told."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.flows.conftest import published

__all__ = ["published"]

# verdicts beside the results of the three cohorts that their evidence pools
POOLED = """
    select count(distinct (verdict.program_id, verdict.year))
    from marts.verdict as verdict
    inner join marts.criterion_result as result
        on
            result.program_id = verdict.program_id
            and result.criterion_id = verdict.criterion_id
            and result.year between coalesce(verdict.fired_year, verdict.year) - 2
            and coalesce(verdict.fired_year, verdict.year)
    where {}
"""


@pytest.fixture(scope="module")
def count(published: Path):
    def how_many(condition: str) -> int:
        with duckdb.connect(str(published / "current" / "public.duckdb"), read_only=True) as con:
            [(found,)] = con.execute(POOLED.format(condition)).fetchall()
        return found

    return how_many


def test_no_interval_is_told_over_a_confidential_cohort(count):
    confidential = "result.denominator_status = 'c'"
    assert count(confidential) > 0
    assert count(f"{confidential} and verdict.pooled_status is null") == 0
    assert count(f"{confidential} and verdict.pooled_low is not null") == 0


def test_the_others_are_told(count):
    assert count("verdict.pooled_low is not null and result.denominator is not null") > 1000


def test_a_told_interval_is_near_what_was_counted(published):
    """Parts of 3 told as 5 in each of three cohorts move it a little; a wide class would move it anywhere."""
    current = published / "current"
    with duckdb.connect(str(current / "public.duckdb"), read_only=True) as con:
        con.execute(f"attach '{current / 'warehouse.duckdb'}' as exact (read_only)")
        [(furthest,)] = con.execute(
            "select max(greatest(verdict.pooled_low - rate, rate - verdict.pooled_high)) "
            "from marts.verdict as verdict inner join ("
            "  select program_id, year, pooled_numerator / pooled_denominator as rate from exact.marts.verdict"
            ") as counted using (program_id, year)"
        ).fetchall()
    assert furthest < 0.05
