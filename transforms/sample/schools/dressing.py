"""Cohorts dressed up to look better than they are, once everything else has happened (`dressing.yaml`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from math import ceil
from pathlib import Path
from typing import Literal

from transforms.sample.schools.cohorts import Cohort, History
from transforms.sample.schools.programs import Program
from transforms.yaml_model import Strict
from transforms.yaml_text import read_yaml

DRESSING_FILE = Path(__file__).parent / "dressing.yaml"
# so many graduates that shares of them differ, and that protection changes none of the shares by much
LARGE_COHORT = 60

Card = Literal["none", "yellow", "orange", "red"]


class Dressing(Strict):
    """How the numbers of a program are dressed up; the fields are described in `dressing.yaml`."""

    story: str
    title: str
    levels: tuple[str, ...]
    cohorts: int
    spares_newest: bool = False
    flexible: float | None = None
    in_house: float | None = None
    stands_at: float | None = None
    flexible_too: bool = False
    signals: tuple[str, ...]
    without_in_house: Card | None = None
    without_both: Card | None = None


@cache
def planted_dressings() -> tuple[Dressing, ...]:
    """The stories of `dressing.yaml`, in its order."""
    return tuple(map(Dressing.model_validate, read_yaml(DRESSING_FILE)["stories"]))


def dress_up(programs: list[Program], history: History) -> dict[int, Dressing]:
    """Change the cohorts of some background programs in `history`; returns which, by their place in `programs`.

    Draws nothing at random, so that the rest of the city stays as it is.
    """
    dressed: dict[int, Dressing] = {}
    by_program: dict[int, dict[int, int]] = {}
    for place, cohort in enumerate(history.delivered):
        by_program.setdefault(id(cohort.program), {})[cohort.cohort_year] = place
    free = _large_background(programs, history, by_program)
    for dressing in planted_dressings():
        for level in dressing.levels:
            chosen = free[level].pop(0)
            dressed[chosen] = dressing
            places = by_program[id(programs[chosen])]
            for year in range(history.last_year - dressing.cohorts + 1, history.last_year + 1):
                if not (dressing.spares_newest and year == history.last_year):
                    place = places[year]
                    history.delivered[place] = _dressed(history.delivered[place], dressing)
    return dressed


def _large_background(
    programs: list[Program], history: History, by_program: dict[int, dict[int, int]]
) -> dict[str, list[int]]:
    """Places of programs that always pass, with large cohorts, by level; neighbours are at different schools."""
    found: dict[str, list[int]] = {}
    for place, program in enumerate(programs):
        is_plain = program.story.story == "background" and program.change is None
        if is_plain and program.first_intake is None:
            cohorts = (history.delivered[at] for at in by_program[id(program)].values())
            if all(cohort.graduates >= LARGE_COHORT for cohort in cohorts):
                found.setdefault(program.level, []).append(place)
    return {level: list(_in_turn(programs, places)) for level, places in found.items()}


def _in_turn(programs: list[Program], places: list[int]) -> Iterator[int]:
    """One program of each school, then the second of each, and so on."""
    by_school: dict[str, list[int]] = {}
    for place in places:
        by_school.setdefault(programs[place].institution.institution_code, []).append(place)
    while by_school:
        for school in list(by_school):
            yield by_school[school].pop(0)
            if not by_school[school]:
                del by_school[school]


def _dressed(cohort: Cohort, dressing: Dressing) -> Cohort:
    """The same graduates, as many placed; how they were placed is reported otherwise."""
    freelance, in_house = cohort.freelance, cohort.in_house
    either = cohort.contract + cohort.freelance
    if dressing.flexible is not None:
        freelance = ceil(dressing.flexible * cohort.graduates)
    if dressing.in_house is not None:
        in_house = ceil(dressing.in_house * cohort.graduates)
    if dressing.stands_at is not None:
        beyond = cohort.placed - int(dressing.stands_at * cohort.graduates)
        if dressing.flexible_too:
            freelance = beyond - in_house
        else:
            in_house = beyond
    return replace(cohort, contract=either - freelance, freelance=freelance, in_house=in_house)
