"""Pooled counts of withheld cohorts: published only where no year of theirs is, and for windows that share no year."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.disclosure.test_counts import published_of, rows_of
from tests.sql.city import cohort, institution, major

# graduates and placed of cohorts running up to 2025 → the years whose results are published as pools, with their counts
HISTORIES = {
    "two of few": ([(14, 8), (15, 9)], {2025: (17, 29)}),
    "beside a published one": ([(40, 8), (15, 9), (12, 6)], {2025: (15, 27)}),
    "a window that reaches a published one": ([(22, 11), (15, 9)], {}),
    "two as large as can be": ([(17, 8), (16, 9)], {}),
    "two a little smaller": ([(16, 8), (16, 9)], {2025: (17, 32)}),
    "all placed but two": ([(14, 13), (15, 14)], {}),
    "all placed but three": ([(14, 13), (15, 13)], {2025: (26, 29)}),
    "three of few": ([(9, 3), (8, 3), (8, 2)], {2025: (8, 25)}),
    "the earlier of two that share a year": ([(13, 8), (14, 9), (13, 7)], {2024: (17, 27)}),
}


def program_of(says: str) -> str:
    return f"{530000 + list(HISTORIES).index(says)}"


def city(moved: dict[str, list[tuple[int, int]]] | None = None) -> dict:
    stories = {says: history for says, (history, _) in HISTORIES.items()} | (moved or {})
    return {
        "institution": [institution()],
        "major": [major(program_of(says)) for says in stories],
        "employment": [
            cohort(2026 - len(history) + place, *counts, program_of(says))
            for says, history in stories.items()
            for place, counts in enumerate(history)
        ],
    }


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_of(tmp_path_factory.mktemp("pools"), city())


def pools(public: Path, says: str) -> dict[int, tuple[int, int]]:
    """Year of a result → the pooled counts published with it."""
    rows = rows_of(
        public,
        "select year, numerator, denominator from marts.criterion_result "
        f"where is_published_pool and program_id like '%.{program_of(says)}.%'",
    )
    return {year: (numerator, denominator) for year, numerator, denominator in rows}


@pytest.mark.parametrize("says", HISTORIES)
def test_a_pool_is_published_where_it_gives_no_cohort_away(public: Path, says: str) -> None:
    assert pools(public, says) == HISTORIES[says][1]


def test_of_other_windows_the_numbers_are_withheld(public: Path) -> None:
    found = rows_of(
        public,
        "select count(*), count(numerator), count(denominator), count(value) from marts.criterion_result "
        "where window_years > 1 and not is_published_pool and criterion_id = 'low_employment'",
    )
    assert found[0][0] > 0
    assert found[0][1:] == (0, 0, 0)


def test_a_window_that_shares_a_year_with_an_earlier_release_is_withheld(
    public: Path, tmp_path: Path
) -> None:
    """The year after, a program that the first release published for 2025 is pooled over 2025 and 2026."""
    grown = {"two of few": [(14, 8), (15, 9), (13, 7)]}
    rows = city(grown)
    for row in rows["employment"]:
        row["cohort_year"] += row["major_code"] == program_of("two of few")
    later = published_of(tmp_path, rows, public)
    assert pools(later, "two of few") == {2025: (17, 29)}


def test_a_window_that_grew_shorter_shares_its_years_with_the_earlier_one(
    public: Path, tmp_path: Path
) -> None:
    """Two cohorts delivered anew are twenty alone: beside the 25 of three they would give the third away."""
    later = published_of(tmp_path, city({"three of few": [(9, 3), (10, 3), (10, 4)]}), public)
    [(covers_from,)] = rows_of(
        later,
        "select covers_from from marts.criterion_result where year = 2025 and criterion_id = 'low_employment' "
        f"and program_id like '%.{program_of('three of few')}.%'",
    )
    assert covers_from == 2024
    assert pools(later, "three of few") == {}
