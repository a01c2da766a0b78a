"""A match tells where what it is made from begins anew: the crosswalk's weights, or the delivered demand."""

from __future__ import annotations

import pytest

from tests.sql.city import CATALOGUE, rows_of
from tests.sql.marts.test_matching import CODES, VACANCIES, vacancies, world


def weights_from(year: int, *weights: tuple[str, str, float]) -> list[dict]:
    return [
        {"industry_classification": "gbt4754-2017", "crosswalk_source": "expert", "valid_from_year": year}
        | {"catalogue_version": CATALOGUE, "major_scope": "major", "major_scope_code": CODES[name]}
        | {"industry_code": code, "weight": weight}
        for name, code, weight in weights
    ]


def marked(year: int) -> list[dict]:
    """A second delivery's region whose vacancies the deliverer marks from that year on."""
    return [
        row | {"series_break": row["year"] == year and row["industry_code"] == "C"}
        for row in vacancies("500101", VACANCIES)
    ]


BREAKS = {
    "another weight of one major from the second year": (
        (),
        weights_from(2025, ("B", "C", 1.0)),
        "crosswalk",
    ),
    "the same weight stated again": ((), weights_from(2025, ("B", "I", 1.0)), None),
    "a major mapped for the first time in its first year": ((), weights_from(2024, ("B", "I", 1.0)), None),
    "one industry marked by its deliverer in the second year": (marked(2025), (), "demand"),
    "marked in the first year delivered, before which there is nothing": (marked(2024), (), None),
    "both at once": (marked(2025), weights_from(2025, ("B", "C", 1.0)), "crosswalk_and_demand"),
}


@pytest.mark.parametrize("case", BREAKS, ids=str)
def test_a_match_carries_the_breaks_of_what_it_is_made_from(tmp_path, case):
    more_vacancies, weights, reason = BREAKS[case]
    built = world(tmp_path, more_vacancies, more_weights=weights)
    region = "500101" if more_vacancies else "500000"
    where = f"level = 'all' and region_code = '{region}' and supply_basis = 'graduates'"
    rows = "select year, {} from marts.structure_match where {} order by year"
    found = rows_of(built, rows.format("is_series_break, series_break_reason", where))
    assert found == [(2024, False, None), (2025, reason is not None, reason)]
    majors = f"select distinct year from marts.major_match where is_series_break and {where}"
    assert rows_of(built, majors) == ([(2025,)] if reason else [])


def test_of_a_marked_industry_only_its_own_row_is_marked(tmp_path):
    built = world(tmp_path, marked(2025))
    assert rows_of(
        built,
        "select distinct industry_code, year, series_break_reason from marts.industry_match "
        "where is_series_break and level = 'all' and region_code = '500101'",
    ) == [("C", 2025, "demand")]
