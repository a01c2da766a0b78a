"""Graduates of a major by the industry of their employers: cells like any other, which nothing published gives back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.disclosure.test_counts import published_of, rows_of
from tests.sql.city import CATALOGUE, cohort, institution, major

GBT = {"industry_classification": "gbt4754-2017"}
# employed of a major by industry → the industries that are withheld
MAJORS = {
    "none is small": ({"C": 40, "I": 30}, set()),
    "three of few leave room": ({"C": 40, "I": 9, "Q": 8, "S": 5}, {"I", "Q", "S"}),
    "one of few would follow from the rest: the first industry goes too": (
        {"C": 40, "I": 30, "Q": 9},
        {"C", "Q"},
    ),
    "two of one person each": ({"C": 40, "I": 30, "Q": 1, "S": 1}, {"C", "Q", "S"}),
    "two of nearly twenty": ({"C": 40, "I": 30, "Q": 19, "S": 19}, {"C", "Q", "S"}),
    "nobody in one": ({"C": 40, "I": 0}, set()),
}


def city(majors: dict[str, dict[str, int]]) -> dict:
    """Code of a major → its employed by industry; one program of each publishes them all."""
    return {
        "institution": [institution()],
        "major": [major(code) for code in majors],
        "employment": [
            cohort(2025, total, total, code, employed=total, matched=total // 2)
            for code, cells in majors.items()
            for total in [sum(cells.values())]
        ],
        "industry": [
            GBT | {"industry_code": c, "industry_name": c, "granularity": "section"} for c in "CIQS"
        ],
        "employer_industry": [
            GBT
            | {"catalogue_version": CATALOGUE, "major_code": code, "cohort_year": 2025, "level": "associate"}
            | {"industry_code": industry, "employed": employed, "matched": employed // 2}
            for code, cells in majors.items()
            for industry, employed in cells.items()
        ],
    }


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    majors = {f"{530000 + place}": cells for place, (cells, _) in enumerate(MAJORS.values())}
    return published_of(tmp_path_factory.mktemp("employers"), city(majors))


@pytest.mark.parametrize("says", MAJORS)
def test_what_is_withheld_does_not_follow_from_the_employed_of_the_major(public: Path, says: str) -> None:
    found = rows_of(
        public,
        "select part_of from meta.withheld where cell_kind = 'employer' and count_name = 'graduates' "
        f"and cell_owner like '%.{530000 + list(MAJORS).index(says)}'",
    )
    assert {industry for (industry,) in found} == MAJORS[says][1]


def test_an_industry_that_goes_with_a_smaller_one_stands_at_what_remains_of_the_major(tmp_path: Path) -> None:
    """Of 79 employed 30 are published and ten stand for the nine: 39 remain for the forty."""
    public = published_of(
        tmp_path, city({"530000": {"C": 40, "I": 30, "Q": 9}, "530001": {"C": 50, "Q": 60}})
    )
    found = rows_of(
        public,
        "select scope_code, employed, cohorts, stand_ins from marts.matched_employment "
        "where matched_scope = 'industry' and level = 'associate' order by scope_code",
    )
    assert found == [("C", 39 + 50, 2, 1), ("I", 30, 1, 0), ("Q", 10 + 60, 2, 1)]
