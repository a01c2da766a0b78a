"""Intakes and destinations of every program, year by year, in whole persons that add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from transforms.sample.facts import Facts, Major
from transforms.sample.programs import Program
from transforms.sample.stories import (
    AT_LINE,
    BAD,
    FAIL,
    LINE,
    MISSING,
    ONE_BELOW,
    PASS,
    RESTATED_DOWN,
    RESTATED_UP,
)

# 升学 as a share of those placed: most of a secondary school's graduates go on to study
FURTHER_STUDY_SHARE = {
    "secondary": 0.52, "associate": 0.20, "vocational_bachelor": 0.10, "bachelor": 0.19, "postgraduate": 0.08,
}  # fmt: skip
PASSING_RATES = (0.80, 0.97)
FAILING_RATES = (0.34, 0.56)
GRADUATES = (28, 180)
SECONDARY_GRADUATES = (70, 240)
REGISTERED_PER_GRADUATE = 1.06
FLAT_LEADING_COHORT = 25
SMALL_COHORT = {"thirds": 8, "halves": 12}
COHORTS_POOLED = {"thirds": 3, "halves": 2}


@dataclass(frozen=True)
class Cohort:
    """Graduates of one program in one year, by destination. Units: persons."""

    program: Program
    major: Major
    cohort_year: int
    graduates: int
    placed: int
    contract: int
    self_employed: int
    freelance: int
    further_study: int
    awaiting_employment: int
    preparing_further_study: int
    other_not_employed: int
    still_studying: int
    employed: int
    matched: int


@dataclass(frozen=True)
class Intake:
    """One September's seats and students of a program."""

    program: Program
    major: Major
    enrolment_year: int
    planned: int
    admitted: int
    registered: int
    enrolled: int


@dataclass(frozen=True)
class History:
    """What happened, what was delivered of it at first, and what was corrected later."""

    delivered: list[Cohort]
    corrected: list[Cohort]
    intakes: list[Intake]


def make_history(
    facts: Facts, programs: list[Program], first: int, last: int, rng: np.random.Generator
) -> History:
    """Cohorts `first` to `last` and intakes `first` to `last` + 1 of every program."""
    history = History([], [], [])
    division_effects: dict[str, float] = {}
    for program in programs:
        division = program.major.major_division_code[-1:] + program.level
        effect = division_effects.setdefault(division, float(rng.normal(0.0, 0.015)))
        rate = 0.885 + effect + program.institution.rate_effect + float(rng.normal(0.0, 0.02))
        sizes = _sizes(program, first, last, rng)
        history.intakes.extend(_intakes(facts, program, sizes, first, last, rng))
        for year, letter in _letters(program, first, last):
            _add_cohort(history, facts, program, year, letter, sizes[year], rate, rng)
    return history


def _letters(program: Program, first: int, last: int) -> Iterator[tuple[int, str]]:
    """Cohort years of a program with what happens in them; none before its first intake or after its last."""
    ending = program.story.ending
    for year in range(first, last + 1):
        intake = year - program.years_of_study
        if program.first_intake is not None and intake < program.first_intake:
            continue
        if program.last_intake is not None and intake > program.last_intake:
            continue
        position = year - (last - len(ending) + 1)
        yield year, ending[position] if position >= 0 else PASS


def _sizes(program: Program, first: int, last: int, rng: np.random.Generator) -> dict[int, int]:
    """Size of each cohort that ends from `first` on, as far as intakes are delivered. Unit: persons judged."""
    years = range(first, last + 2 + program.years_of_study)
    size = program.story.size
    if size == "tiny":
        return {year: int(rng.integers(3, 7)) for year in years}
    if size in SMALL_COHORT:
        # cohorts pool in blocks that end in the newest one; those that fill no block stand alone
        alone = (last - first + 1) % COHORTS_POOLED[size]
        return {year: FLAT_LEADING_COHORT if year < first + alone else SMALL_COHORT[size] for year in years}
    low, high = SECONDARY_GRADUATES if program.level == "secondary" else GRADUATES
    base = float(np.clip(rng.lognormal(np.log(low * 2.1), 0.45), low * 1.15, high / 1.3))
    trend = float(rng.normal(0.01, 0.02))
    noise = rng.normal(0.0, 0.06, len(years))
    sizes = base * (1 + trend * np.arange(len(years))) * (1 + noise)
    return {year: int(np.clip(round(value), low, high)) for year, value in zip(years, sizes, strict=True)}


def _add_cohort(
    history: History, facts: Facts, program: Program, year: int, letter: str, size: int, rate: float,
    rng: np.random.Generator,
) -> None:  # fmt: skip
    major = facts.in_force(program.major, year - program.years_of_study)
    cohort = _cohort(program, major, year, letter, size, rate, rng)
    if letter == MISSING:
        return
    history.delivered.append(cohort)
    if letter in (RESTATED_UP, RESTATED_DOWN):
        after = PASS if letter == RESTATED_UP else FAIL
        history.corrected.append(_cohort(program, major, year, after, size, rate, rng))


def _cohort(
    program: Program, major: Major, year: int, letter: str, size: int, rate: float, rng: np.random.Generator
) -> Cohort:
    """One cohort whose judged rate is what the letter says."""
    rate = float(np.clip(rate + rng.normal(0.0, 0.02), *PASSING_RATES))
    if program.level == "secondary":
        return _secondary_cohort(program, major, year, letter, size, rate, rng)
    graduates = _whole_fifths(size) if letter in (AT_LINE, ONE_BELOW) else size
    placed = _judged_part(graduates, letter, rate, rng)
    further = round(placed * FURTHER_STUDY_SHARE[program.level] * float(rng.uniform(0.8, 1.2)))
    matched = round((placed - further) * float(rng.uniform(0.66, 0.9)))
    return _with_parts(program, major, year, graduates, placed, further, matched, letter, rng)


def _secondary_cohort(
    program: Program, major: Major, year: int, letter: str, size: int, rate: float, rng: np.random.Generator
) -> Cohort:
    """Secondary programs are judged by matched / employed; nearly everyone is placed, half of them in further study."""
    small = program.story.size != "normal"
    employed = size if small else round(size * (1 - FURTHER_STUDY_SHARE["secondary"]) * 0.96)
    if letter in (AT_LINE, ONE_BELOW):
        employed = _whole_fifths(employed)
    matched = _judged_part(employed, PASS if letter == BAD else letter, rate - 0.04, rng)
    further = round(employed * FURTHER_STUDY_SHARE["secondary"] / (1 - FURTHER_STUDY_SHARE["secondary"]))
    placed = employed + further
    graduates = placed - 3 if letter == BAD else placed + round(placed * float(rng.uniform(0.02, 0.06)))
    return _with_parts(program, major, year, graduates, placed, further, matched, letter, rng)


def _judged_part(whole: int, letter: str, rate: float, rng: np.random.Generator) -> int:
    """The numerator that makes a whole pass, fail, meet the line, miss it by one, or exceed itself."""
    if letter == BAD:
        return whole + int(rng.integers(2, 9))
    if letter == AT_LINE:
        return int(whole * LINE)
    if letter == ONE_BELOW:
        return int(whole * LINE) - 1
    if letter in (FAIL, RESTATED_UP):
        return int(whole * rng.uniform(*FAILING_RATES))
    return ceil(whole * rate)


def _whole_fifths(size: int) -> int:
    """The next size of which three fifths are whole persons."""
    return size + -size % LINE.denominator


def _with_parts(
    program: Program, major: Major, year: int, graduates: int, placed: int, further: int, matched: int, letter: str,
    rng: np.random.Generator,
) -> Cohort:  # fmt: skip
    employed = placed - further
    self_employed = int(rng.binomial(employed, 0.02))
    freelance = int(rng.binomial(employed - self_employed, 0.11))
    not_placed = max(graduates - placed, 0)
    preparing = int(rng.binomial(not_placed, 0.3))
    other = int(rng.binomial(not_placed - preparing, 0.2))
    return Cohort(
        program=program,
        major=major,
        cohort_year=year,
        graduates=graduates,
        placed=placed,
        contract=employed - self_employed - freelance,
        self_employed=self_employed,
        freelance=freelance,
        further_study=further,
        awaiting_employment=not_placed - preparing - other,
        preparing_further_study=preparing,
        other_not_employed=other,
        still_studying=int(rng.binomial(max(graduates, 1), 0.01)),
        employed=employed,
        matched=min(matched, employed),
    )


def _intakes(
    facts: Facts, program: Program, sizes: dict[int, int], first: int, last: int, rng: np.random.Generator
) -> Iterator[Intake]:
    """Students of an intake are the later graduates and those who leave; `enrolled` counts the years in school."""
    graduates = _graduates_per_judged(program)
    registered = {
        year - program.years_of_study: round(size * graduates * REGISTERED_PER_GRADUATE) for year, size in sizes.items()
    }
    for year in range(first, last + 2):
        if program.first_intake is not None and year < program.first_intake:
            continue
        taken_in = {y: _taken_in(program, y, registered) for y in range(year - program.years_of_study + 1, year + 1)}
        yield _intake(facts, program, year, taken_in[year], sum(taken_in.values()), rng)


def _graduates_per_judged(program: Program) -> float:
    """Graduates for each person of a size; the size of a small secondary cohort counts its employed."""
    is_small_secondary = program.level == "secondary" and program.story.size != "normal"
    return 1 / (1 - FURTHER_STUDY_SHARE["secondary"]) if is_small_secondary else 1.0


def _taken_in(program: Program, year: int, registered: dict[int, int]) -> int:
    before = program.first_intake is not None and year < program.first_intake
    after = program.last_intake is not None and year > program.last_intake
    return 0 if before or after else registered.get(year, min(registered.values()))


def _intake(
    facts: Facts, program: Program, year: int, registered: int, enrolled: int, rng: np.random.Generator
) -> Intake:
    admitted = registered + int(rng.binomial(registered, 0.05))
    planned = -(-admitted // 5) * 5 if registered else 0
    major = facts.in_force(program.major, year)
    return Intake(program, major, year, planned, admitted, registered, enrolled)


def without_corrections(cohorts: list[Cohort], corrected: list[Cohort]) -> list[Cohort]:
    """The final state of every cohort: corrected rows in the place of the first ones."""
    final = {(c.program.institution.institution_code, c.program.major.key, c.cohort_year): c for c in corrected}
    return [
        replace(final.get((c.program.institution.institution_code, c.program.major.key, c.cohort_year), c)) for c in cohorts
    ]
