"""Real run (b): rates without counts. Everything is read and accounted for, nothing is judged."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CODES = {
    "Nanyang Technological University": "NTU",
    "National University of Singapore": "NUS",
    "Singapore Institute of Technology": "SIT",
    "Singapore Management University": "SMU",
    "Singapore University of Social Sciences": "SUSS",
    "Singapore University of Technology and Design": "SUTD",
}


@pytest.fixture(scope="module")
def survey(shared_data: Callable[[str], Path]) -> list[dict[str, str]]:
    with (shared_data("singapore-ges") / "ges_2013_2023.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def release(shared_data: Callable[[str], Path], released: Callable[..., Path]) -> Path:
    folder = HERE / "singapore"
    return released("singapore", [folder, shared_data("singapore-ges")], folder / "policy.yaml")


def degree(row: dict[str, str]) -> tuple[str, str]:
    """A degree as the source file reads it: footnote marks and capitals do not tell two apart."""
    return CODES[row["university"]], re.sub(r"[*#^\s]+$", "", row["degree"]).lower()


def rate(text: str) -> float | None:
    return None if text in ("na", "N.A.") else float(text.rstrip("%")) / 100


def test_every_row_is_accounted_for(release: Path, answer: Callable) -> None:
    columns = "rows_read, loaded + refused + duplicate + superseded + total_rows"
    accounts = {
        feed: (read, kept)
        for feed, read, kept in answer(
            release, f"select feed, {columns} from meta.accounting where file like '%ges_2013_2023.csv'"
        )
    }
    assert accounts == dict.fromkeys(("institution", "major", "employment"), (1401, 1401))


def test_421_raw_names_are_342_degrees(release: Path, answer: Callable, survey: list[dict[str, str]]) -> None:
    assert len({(row["university"], row["degree"]) for row in survey}) == 421
    query = "select count(*) from staging.major where row_status = 'loaded'"
    assert answer(release, query) == [(342,)]
    assert len({degree(row) for row in survey}) == 342


def test_every_rate_is_read_right(release: Path, answer: Callable, survey: list[dict[str, str]]) -> None:
    delivered = answer(
        release,
        "select institution_code, major_code, cohort_year, employment_rate from staging.employment"
        " where row_status = 'loaded'",
    )
    found = {(school, major, year): value for school, major, year, value in delivered}
    expected = {(*degree(row), int(row["year"])): rate(row["employment_rate_overall"]) for row in survey}
    broken_off = {key for key in expected if key[1] == "cum laude and above"}
    assert found == pytest.approx({key: expected[key] for key in set(expected) - broken_off})
    assert sum(value is None for value in found.values()) == 99
    assert (
        min(value for value in found.values() if value is not None) > 0.4
    )  # none is a percentage of a percentage


def test_a_name_broken_off_from_its_degree_is_refused_and_not_guessed(
    release: Path, answer: Callable
) -> None:
    refused = answer(
        release,
        "select row_status, reason_code, count(*) from staging.employment"
        " where major_code = 'cum laude and above' group by all",
    )
    assert refused == [("refused", "conflicting_rows", 7)]


def test_a_rate_without_its_cohort_is_never_judged(release: Path, answer: Callable) -> None:
    query = """
        select verdict.card, verdict.reason_code, program_year.employment_status, count(*)
        from marts.verdict as verdict
        inner join marts.program_year as program_year using (program_id, year)
        group by all
    """
    found = answer(release, query)
    assert {card for card, *_ in found} == {"not_judged"}
    assert {reason for _, reason, status, _ in found if status == "rate_only"} == {
        "cohort_size_not_delivered"
    }
    assert sum(count for _, _, status, count in found if status == "rate_only") == 1401 - 99 - 7
