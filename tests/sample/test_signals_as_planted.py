"""Numbers dressed up in the sample are told by the real models, beside what was planted and a plain recomputation."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest

from tests.sample.test_truth import YEAR, program_of, truth
from transforms.sample.schools.dressing import planted_dressings

# as the policy declares them, written down again
LEAPS = {
    "rate_leap": Fraction(20, 100),
    "flexible_leap": Fraction(20, 100),
    "contract_leap": Fraction(25, 100),
}
PART_OF = {"rate_leap": "placed", "flexible_leap": "freelance", "contract_leap": "contract"}
IN_HOUSE, FEWEST = Fraction(5, 100), 50

PROGRAM = "institution_code, catalogue_version, major_code, level"
RAISED = f"select {PROGRAM}, signal from marts.rate_signal where year = {YEAR} and signal_status = 'above'"
COHORTS = f"""
    select {PROGRAM}, year, graduates, placed, contract, freelance, in_house
    from marts.program_year
    where year in ({YEAR}, {YEAR - 1}) and graduates is not null and observation = 'year_end'
"""
SENSITIVE = f"""
    select {PROGRAM}, card, card_without_in_house, card_without_both
    from marts.rate_sensitivity
    where year = {YEAR} and signal_status = 'above'
"""


@pytest.fixture(scope="module")
def raised(con):
    return {(tuple(program), signal) for *program, signal in con.execute(RAISED).fetchall()}


def test_every_dressing_is_planted_at_each_level_it_asks_for(city):
    planted = sorted((row["dressing"], row["level"]) for row in truth(city) if row["dressing"])
    assert planted == sorted((d.story, level) for d in planted_dressings() for level in d.levels)


def test_what_was_dressed_up_is_signalled(city, raised):
    for row in truth(city):
        if row["dressing"]:
            told = {signal for program, signal in raised if program == program_of(row)}
            assert told == set(row["signals"].split("; ")), row["dressing"]


def test_a_plain_recomputation_finds_the_same_signals(con, raised):
    names = ("graduates", "placed", "contract", "freelance", "in_house")
    cohorts: dict[tuple[str, ...], dict[int, dict[str, int]]] = {}
    for *program, year, graduates, placed, contract, freelance, in_house in con.execute(COHORTS).fetchall():
        counts = dict(zip(names, (graduates, placed, contract, freelance, in_house), strict=True))
        cohorts.setdefault(tuple(program), {})[year] = counts
    expected = {(program, signal) for program, years in cohorts.items() for signal in signals_of(years)}
    assert raised == expected
    assert {signal for _, signal in raised} == {*LEAPS, "in_house_posts"}


def signals_of(years: dict[int, dict[str, int]]) -> Iterator[str]:
    now, before = years.get(YEAR), years.get(YEAR - 1)
    if now is None or now["graduates"] < FEWEST:
        return
    if now["in_house"] is not None and Fraction(now["in_house"], now["graduates"]) > IN_HOUSE:
        yield "in_house_posts"
    if before is None or before["graduates"] < FEWEST:
        return
    for signal, line in LEAPS.items():
        part = PART_OF[signal]
        if now[part] is not None and before[part] is not None:
            rise = Fraction(now[part], now["graduates"]) - Fraction(before[part], before["graduates"])
            if rise > line:
                yield signal


def test_cards_without_in_house_posts_are_those_planted(city, con):
    told = {
        tuple(program): cards
        for *program, _, without, both in con.execute(SENSITIVE).fetchall()
        for cards in [(without, both)]
    }
    planted = {
        program_of(row): (row["card_without_in_house"], row["card_without_both"])
        for row in truth(city)
        if row["card_without_both"]
    }
    assert told == planted
