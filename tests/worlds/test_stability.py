"""Cohorts drawn again: the same seed the same draws, certain cohorts never moved, shares that add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sql.city import build_city, cohort, institution, major
from transforms.warehouse import load_policy
from transforms.worlds.stability import stability

# school: placed of a hundred, every year from 2021 to 2025
SCHOOLS = {"S0": 0, "S40": 40, "S59": 59, "S61": 61, "S100": 100}
DRAWS = 12


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = {
        "institution": [institution(code) for code in SCHOOLS],
        "major": [major("530302")],
        "employment": [
            cohort(year, 100, placed, institution_code=code)
            for code, placed in SCHOOLS.items()
            for year in range(2021, 2026)
        ],
    }
    city = build_city(tmp_path_factory.mktemp("drawn"), rows)
    city.close()
    return city.out_file


@pytest.fixture(scope="module")
def drawn(published: Path):
    return stability(published, load_policy("chongqing"), DRAWS)


def kept(found) -> dict[str, float]:
    return {row["program_id"].split(".")[0]: row["kept"] for row in found.programs}


def test_the_same_seed_gives_the_same_draws_and_another_seed_others(published, drawn):
    again = stability(published, load_policy("chongqing"), DRAWS)
    other = stability(published, load_policy("chongqing"), DRAWS, seed=1)
    assert again == drawn
    assert other != drawn


def test_where_all_or_none_were_placed_no_draw_changes_anything(drawn):
    assert (kept(drawn)["S0"], kept(drawn)["S100"]) == (1, 1)


def test_a_rate_beside_the_line_is_less_stable_than_one_far_below(drawn):
    assert kept(drawn)["S59"] < kept(drawn)["S40"] == 1
    assert kept(drawn)["S61"] < 1


def test_a_verdict_is_kept_or_moves_one_way(drawn):
    for row in [*drawn.programs, *drawn.cards]:
        assert row["kept"] + row["lighter"] + row["heavier"] == pytest.approx(1)
    lighter = {row["card"]: row["lighter"] for row in drawn.cards}
    assert lighter["none"] == 0
    assert sum(row["programs"] for row in drawn.cards) == len(drawn.programs) == len(SCHOOLS)


def test_every_draw_is_reported_and_the_published_file_is_left_as_it_was(published):
    before, steps = published.read_bytes(), []
    stability(published, load_policy("chongqing"), 3, step=lambda: steps.append(1))
    assert len(steps) == 3
    assert published.read_bytes() == before


def test_no_draw_at_all_is_no_answer(published):
    with pytest.raises(ValueError, match="at least one"):
        stability(published, load_policy("chongqing"), 0)
