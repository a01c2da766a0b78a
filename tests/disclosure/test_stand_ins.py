"""At what withheld cohorts stand in sums: one number of their level and year, by the exact margin if published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.disclosure.test_counts import published_of, rows_of
from tests.sql.city import cohort, institution, major

CODES = tuple(f"{530000 + place}" for place in range(12))
FIRST_YEAR = 2014
Small = dict[str, list[int]]  # school → graduates of each of its small cohorts


def cohorts_of(small: Small, year: int, large: int = 100) -> list[dict]:
    """One large cohort of school L beside small ones; six in ten are placed."""
    return [
        cohort(year, size, size * 6 // 10, CODES[place], school)
        for school, sizes in {"L": [large], **small}.items()
        for place, size in enumerate(sizes)
    ]


def city(cohorts: list[dict]) -> dict:
    schools = sorted({row["institution_code"] for row in cohorts})
    return {
        "institution": [institution(code) for code in schools],
        "major": [major(code) for code in CODES],
        "employment": cohorts,
    }


# small cohorts of a year → whether the margin of graduates is published exactly
MARGINS: dict[str, tuple[Small, bool]] = {
    "seven of four schools, five without any of them": (
        {"A": [10, 9], "B": [11], "C": [9, 12], "D": [8, 10]},
        True,
    ),
    "four without the largest school": ({"A": [10], "B": [11], "C": [9, 12], "D": [8, 10, 9]}, False),
    "three schools, two without one": ({"A": [10, 9], "B": [11, 8], "C": [9, 12, 10]}, False),
    "two more than one person each": ({"A": [1, 1], "B": [1, 1], "C": [1, 1], "D": [2, 2]}, False),
    "three more than one each": ({"A": [1, 1], "B": [1, 2], "C": [1, 1], "D": [2, 2]}, True),
    "three fewer than nineteen each": ({"A": [19, 19], "B": [19, 18], "C": [19, 19], "D": [18, 18]}, True),
    "two fewer than nineteen each": ({"A": [19, 19], "B": [19, 19], "C": [19, 19], "D": [18, 18]}, False),
    "none withheld": ({}, False),
}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city in which every year is a case."""
    cohorts = [
        row
        for year, (small, _) in enumerate(MARGINS.values(), start=FIRST_YEAR)
        for row in cohorts_of(small, year)
    ]
    lone = [
        cohort(2025, 50, 48, CODES[1], "L"),
        cohort(2025, 40, 1, CODES[2], "L"),
        *cohorts_of({"A": [10]}, 2025),
    ]
    return published_of(tmp_path_factory.mktemp("margins"), city([*cohorts, *lone]))


@pytest.mark.parametrize("says", MARGINS)
def test_a_margin_is_exact_where_enough_is_hidden_behind_it(public: Path, says: str) -> None:
    year = FIRST_YEAR + list(MARGINS).index(says)
    small, is_exact = MARGINS[says]
    sizes = [size for own in small.values() for size in own]
    found = rows_of(
        public,
        "select is_margin_exact, margin, withheld_cells, withheld_schools, stand_in from meta.stand_in "
        f"where cell_kind = 'cohort' and count_name = 'graduates' and year = {year}",
    )
    if sizes:
        [(exact, margin, cells, schools, stand_in)] = found
        assert (exact, cells, schools) == (is_exact, len(sizes), len(small))
        assert margin == (100 + sum(sizes) if is_exact else None)
        assert stand_in == pytest.approx(sum(sizes) / len(sizes) if is_exact else 10, abs=1e-5)
    else:
        assert found == []
    [(city_sum, cohorts, stand_ins)] = rows_of(
        public,
        "select graduates, cohorts, stand_ins from marts.outcome "
        f"where outcome_scope = 'city' and year = {year}",
    )
    assert (cohorts, stand_ins) == (len(sizes) + 1, len(sizes))
    assert city_sum == (100 + sum(sizes) if is_exact else 100 + 10 * len(sizes))


def test_a_sum_of_stand_ins_alone_is_withheld(public: Path) -> None:
    found = rows_of(
        public,
        "select outcome_scope_code, graduates, graduates_status, employment_rate from marts.outcome "
        f"where outcome_scope = 'institution' and year = {FIRST_YEAR} order by 1",
    )
    assert found == [*((school, None, "low", None) for school in "ABCD"), ("L", 100, None, 0.6)]


def test_parts_of_withheld_cohorts_stand_at_the_published_shares(public: Path) -> None:
    found = dict(
        rows_of(
            public,
            "select count_name, stand_in from meta.stand_in where cell_kind = 'cohort' and year = 2025",
        )
    )
    # 60 of 100, all but two of 50 and one or two of 40, which stand at one and a half
    share = (60 + 48.5 + 1.5) / 190
    assert found == {"graduates": 10, "placed": pytest.approx(10 * share, abs=1e-5)}


def test_a_small_part_stands_at_one_and_a_half(public: Path) -> None:
    [found] = rows_of(
        public,
        "select graduates, placed, stand_ins, small_parts from marts.outcome "
        "where outcome_scope = 'institution' and outcome_scope_code = 'L' and year = 2025",
    )
    assert found == (190, 60 + 48.5 + 1.5, 0, 2)
