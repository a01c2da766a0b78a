"""Persons are whole and add up in every delivered row, but for the rows planted to be refused."""

from __future__ import annotations

import pytest

from tests.sample.plain_reading import Catalogue, Row, read
from tests.sample.test_truth import program_of, truth

PLACED_PARTS = ("contract", "self_employed", "freelance", "further_study")
NOT_PLACED_PARTS = ("awaiting_employment", "preparing_further_study", "other_not_employed")


@pytest.fixture(scope="module")
def rows(city) -> list[Row]:
    return read(city, "employment")


def possible(row: Row) -> bool:
    return row["placed"] <= row["graduates"]


def higher(rows: list[Row]) -> list[Row]:
    """Rows of the long form; secondary schools report fewer parts."""
    counted = [row for row in rows if "contract" in row]
    assert len(counted) > 5000
    return counted


def test_parts_of_the_placed_add_up(rows):
    assert all(row["placed"] == sum(row[part] for part in PLACED_PARTS) for row in higher(rows))


def test_parts_of_those_not_placed_add_up(rows):
    for row in filter(possible, higher(rows)):
        assert row["graduates"] - row["placed"] == sum(row[part] for part in NOT_PLACED_PARTS)


def test_employed_are_the_placed_without_further_study_and_matched_are_among_them(rows):
    for row in rows:
        placed, further, employed, matched = (
            int(row[column]) for column in ("placed", "further_study", "employed", "matched")
        )
        assert employed == placed - further
        assert 0 <= matched <= employed


def test_only_the_planted_rows_say_more_placed_than_graduates(city, rows):
    impossible = [row for row in rows if int(row["placed"]) > int(row["graduates"])]
    planted = [row for row in truth(city) if row["story"].startswith("bad_row")]
    # a school that corrects its newest cohort sends its impossible rows again
    distinct = {(row["institution_code"], row["major_code"], row["cohort_year"]) for row in impossible}
    assert len(distinct) == len(planted)


def test_background_programs_stay_far_from_the_line(city, rows):
    background = {program_of(row) for row in truth(city) if row["story"] == "background"}
    catalogue = Catalogue(city)
    checked = 0
    for row in rows:
        if catalogue.program(row) in background and row["observation"] == "year_end":
            part, whole = ("matched", "employed") if row["level"] == "中职" else ("placed", "graduates")
            assert int(row[whole]) >= 25
            assert int(row[part]) >= 0.75 * int(row[whole])
            checked += 1
    assert checked > 8000


def test_intakes_are_ordered_and_fill_the_cohorts_that_follow(city, rows):
    for row in read(city, "enrolment"):
        planned, admitted, registered, enrolled = (
            int(row[column]) for column in ("planned", "admitted", "registered", "enrolled")
        )
        assert registered <= admitted <= planned
        assert enrolled >= registered


def test_vacancies_and_employment_move_as_the_regions_industries_do(city):
    def by_year(feed: str, section: str, value: str, **where: str) -> list[float]:
        kept = [
            row
            for row in read(city, feed)
            if row["industry_code"] == section and all(row[column] == word for column, word in where.items())
        ]
        return [sum(float(row[value]) for row in kept if int(row["year"]) == year) for year in (2016, 2025)]

    for section, rises in (("E", False), ("K", False), ("I", True), ("Q", True)):
        first, last = by_year("industry_activity", section, "value", region_code="500000", measure="就业人数")
        assert (last > 1.2 * first) if rises else (last < 0.85 * first)
        first, last = by_year("vacancy", section, "vacancies")
        assert (last > first) is rises
