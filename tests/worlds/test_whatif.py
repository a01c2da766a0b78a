"""Another policy over published deliveries: the same verdicts as a night under that policy would give."""

from __future__ import annotations

import random
from collections import Counter

import duckdb
import pytest

from tests.sql.city import build_city, cohort, institution, intake, major
from transforms.warehouse import PolicyError, load_policy
from transforms.worlds.whatif import whatif, with_values

YEARS = range(2020, 2026)


def random_rows(seed: int, schools: int = 60) -> dict:
    rng = random.Random(seed)
    codes = [f"S{number:02}" for number in range(schools)]
    return {
        "institution": [institution(code) for code in codes],
        "major": [major("530302")],
        "employment": [
            cohort(year, size, min(size, round(size * rng.gauss(0.6, 0.15))), institution_code=code)
            for code in codes
            for size in [rng.choice([12, 25, 60])]
            for year in YEARS
            if rng.random() < 0.9
        ],
        "enrolment": [intake(year, 40, institution_code=code) for code in codes for year in YEARS],
    }


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    city = build_city(tmp_path_factory.mktemp("published"), random_rows(7))
    city.close()
    return city.out_file


def cards_of(file) -> dict[str, str]:
    with duckdb.connect(str(file), read_only=True) as con:
        return dict(con.execute("select program_id, card from marts.verdict where is_latest_year").fetchall())


def test_the_published_policy_changes_nothing(published):
    assert whatif(published, load_policy("chongqing")).changes == []


@pytest.mark.parametrize(
    ("preset", "settings"),
    [
        ("chongqing", ["low_employment.line=5500"]),
        ("chongqing", ["low_three_years.m=2"]),
        ("tianjin-2009", []),
    ],
)
def test_it_equals_a_night_under_the_other_policy(tmp_path, published, preset, settings):
    policy = with_values(load_policy(preset), settings)
    city = build_city(tmp_path, random_rows(7), policy)
    city.close()
    before, after = cards_of(published), cards_of(city.out_file)
    expected = {
        program: (before[program], after[program]) for program in before if before[program] != after[program]
    }
    found = whatif(published, policy)
    assert {row["program_id"]: (row["card"], row["other_card"]) for row in found.changes} == expected
    other = {row["card"]: row["other_programs"] for row in found.cards if row["other_programs"]}
    assert other == Counter(after.values())


@pytest.mark.parametrize("line", [4000, 5900])
def test_a_lower_line_never_gives_a_heavier_card(published, line):
    found = whatif(published, with_values(load_policy("chongqing"), [f"low_employment.line={line}"]))
    assert [row for row in found.changes if row["steps"] > 0] == []


def test_seats_of_both_sides_add_up_to_the_same_total(published):
    found = whatif(published, with_values(load_policy("chongqing"), ["low_employment.line=7000"]))
    assert (
        sum(row["seats"] for row in found.cards) == sum(row["other_seats"] for row in found.cards) == 60 * 40
    )


@pytest.mark.parametrize(
    "setting", ["low_employment.lines=5", "nothing.line=5", "low_employment.line=x", "low_employment"]
)
def test_a_setting_that_sets_nothing_is_answered_with_what_could_be_set(setting):
    with pytest.raises(PolicyError, match=r"low_employment\.line"):
        with_values(load_policy("chongqing"), [setting])


def test_a_trigger_of_running_years_stays_one(published):
    policy = with_values(load_policy("chongqing"), ["low_three_years.m=4"])
    assert (policy.triggers["low_three_years"].m, policy.triggers["low_three_years"].n) == (4, 4)


def test_levels_and_districts_add_up_to_the_whole(published):
    found = whatif(published, with_values(load_policy("chongqing"), ["low_employment.line=5500"]))
    numbers = ("programs", "seats", "other_programs", "other_seats")
    whole = {row["card"]: [row[name] or 0 for name in numbers] for row in found.cards}
    for scope in ("level", "district"):
        parts = {card: [0] * 4 for card in whole}
        for row in found.groups:
            if row["scope"] == scope:
                parts[row["card"]] = [
                    a + (row[n] or 0) for a, n in zip(parts[row["card"]], numbers, strict=True)
                ]
        assert parts == whole
