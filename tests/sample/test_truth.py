"""The truth file against the deliveries, judged by a plain reading of them."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.sample.plain_reading import judge
from transforms.sample import make_city
from transforms.sample.city import TRUTH_FILE
from transforms.sample.schools.stories import planted_stories

YEAR = 2025


def truth(folder: Path) -> list[dict[str, str]]:
    with (folder / TRUTH_FILE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def program_of(row: dict[str, str]) -> tuple[str, ...]:
    return row["institution_code"], row["catalogue_version"], row["major_code"], row["level"]


@pytest.fixture(scope="module")
def judged(city: Path):
    return judge(city, YEAR)


def test_every_program_of_the_deliveries_is_in_the_truth_once_and_no_other(city, judged):
    programs = [program_of(row) for row in truth(city)]
    assert len(programs) == len(set(programs)) == 1200
    assert set(programs) == set(judged)


def test_a_plain_reading_of_the_deliveries_gives_the_planted_verdicts(city, judged):
    differences = {}
    for row in truth(city):
        years = int(row["years_counted"]) if row["years_counted"] else None
        expected = (row["card"], row["result"], years)
        if judged[program_of(row)] != expected:
            differences[row["story"], *program_of(row)] = (expected, judged[program_of(row)])
    assert differences == {}


def test_every_story_is_planted_at_each_level_it_asks_for(city):
    planted = Counter((row["story"], row["level"]) for row in truth(city))
    for story in planted_stories():
        programs_each = 2 if story.need == "twin" else 1
        for level, times in Counter(story.levels).items():
            assert planted[story.story, level] == times * programs_each, story.story


def test_near_identical_majors_name_each_other(city):
    twins = {program_of(row): row for row in truth(city) if row["story"] == "duplicate_next_door"}
    for (school, version, _, level), row in twins.items():
        other = twins[school, version, row["twin_major_code"], level]
        assert other["twin_major_code"] == row["major_code"]


def test_only_decided_verdicts_have_another_decided_card(city):
    for row in truth(city):
        if not row["decision"]:
            assert row["decided_card"] == row["card"]
    assert {row["decision"] for row in truth(city)} == {"", "objection_upheld", "deferred", "confirmed"}


def test_a_story_that_fails_the_same_years_under_another_seed_gets_the_same_verdict(tmp_path):
    make_city(tmp_path, programs=500, years=8, seed=7)
    judged = judge(tmp_path, YEAR)
    wrong = [row for row in truth(tmp_path) if judged[program_of(row)][0] != row["card"]]
    assert wrong == []
