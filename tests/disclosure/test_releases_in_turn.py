"""What a release withholds because of the one before it: margins that few schools moved, and what was withheld."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.disclosure.test_counts import published_of, rows_of
from tests.disclosure.test_stand_ins import CODES, FIRST_YEAR, Small, city, cohorts_of
from tests.sql.city import cohort

FIRST: Small = {"A": [10], "B": [11], "C": [9, 12], "D": [8, 10], "E": [7]}
AVERAGE = 67 / 7
# what the next release changes of FIRST → whether its margin is exact, whether the stand-in is carried on
MOVES: dict[str, tuple[Small, bool, bool]] = {
    "nothing": ({}, True, False),
    "one school": ({"A": [12]}, False, True),
    "two schools": ({"A": [12], "B": [9]}, False, True),
    "three schools": ({"A": [12], "B": [9], "E": [11]}, True, False),
    "a school more": ({"F": [9]}, False, True),
    "a school less": ({"E": []}, False, True),
    "a published cohort": ({"L": [120]}, True, False),
}
YEARS = {says: year for year, says in enumerate(MOVES, start=FIRST_YEAR)}


def release(folder: Path, previous: Path | None = None, **moved: Small) -> Path:
    """A city in which every year is a case: the cohorts of FIRST, and those moved in the year of each."""
    cohorts = [
        row for says, year in YEARS.items() for row in cohorts_of({**FIRST, **moved.get(says, {})}, year)
    ]
    return published_of(folder, city(cohorts), previous)


def margins(public: Path) -> dict[int, tuple[bool, bool, float]]:
    """Year → whether the margin of graduates is exact, whether its stand-in is carried on, the stand-in."""
    rows = rows_of(
        public,
        "select year, is_margin_exact, is_carried, stand_in from meta.stand_in "
        "where cell_kind = 'cohort' and count_name = 'graduates'",
    )
    return {year: tuple(rest) for year, *rest in rows}


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Three: the first, the one of MOVES, and one in which nothing moved but three schools where one had."""
    folder = tmp_path_factory.mktemp("releases")
    moves = {says: moved for says, (moved, _, _) in MOVES.items()}
    first = release(folder / "first")
    second = release(folder / "second", first, **moves)
    third = release(
        folder / "third", second, **moves | {"two schools": {"A": [9], "B": [12], "C": [9, 9], "D": [8, 9]}}
    )
    return first, second, third


@pytest.mark.parametrize("says", MOVES)
def test_a_margin_that_few_schools_moved_is_withheld(releases: tuple[Path, ...], says: str) -> None:
    _, is_exact, is_carried = MOVES[says]
    exact, carried, stand_in = margins(releases[1])[YEARS[says]]
    assert (exact, carried) == (is_exact, is_carried)
    if is_carried or says == "nothing":
        assert stand_in == pytest.approx(AVERAGE, abs=1e-5)


def test_it_stays_withheld_until_enough_schools_move_it(releases: tuple[Path, ...]) -> None:
    third = margins(releases[2])
    assert third[YEARS["one school"]] == (False, True, pytest.approx(AVERAGE, abs=1e-5))
    assert third[YEARS["two schools"]][:2] == (True, False)


@pytest.mark.parametrize(("schools", "is_exact"), [("L", False), ("LM", False), ("LMN", True)])
def test_parts_that_became_small_move_a_margin_too(tmp_path: Path, schools: str, is_exact: bool) -> None:
    """Three of 63 are not placed, then two of 62: their sum says how many, where nobody else moved it."""

    def published(folder: Path, graduates: int, previous: Path | None = None) -> Path:
        large = [
            cohort(FIRST_YEAR, graduates if school in schools else 63, 60, CODES[0], school)
            for school in "LMN"
        ]
        return published_of(folder, city([*cohorts_of(FIRST, FIRST_YEAR, 100)[1:], *large]), previous)

    first = published(tmp_path / "first", 63)
    second = published(tmp_path / "second", 62, first)
    asked = "select is_margin_exact from meta.stand_in where cell_kind = 'cohort' and count_name = "
    assert [rows_of(file, f"{asked}'placed'") for file in (first, second)] == [[(True,)], [(is_exact,)]]
    assert rows_of(second, f"{asked}'graduates'") == [(True,)]
