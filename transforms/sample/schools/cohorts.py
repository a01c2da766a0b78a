"""Ten years of the city: intakes and cohorts, what was delivered of them at first, and what was corrected later.

Destinations are whole persons whose parts add up and whose rates are those of the planted story.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil

import numpy as np

from transforms.sample.facts import CityFacts, Major
from transforms.sample.schools.programs import Program
from transforms.sample.schools.stories import (
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

# 升学 as a share of those placed: half of a secondary school's graduates go on to study
FURTHER_STUDY_SHARE = {
    "secondary": 0.52,
    "associate": 0.20,
    "vocational_bachelor": 0.10,
    "bachelor": 0.19,
    "postgraduate": 0.08,
}
CITY_RATE = 0.885
PASSING_RATES = (0.80, 0.97)
FAILING_RATES = (0.34, 0.56)
MATCHED_RATES = (0.66, 0.90)
# a secondary program is judged by its matched rate, which lies a little below its employment rate
MATCHED_BELOW_RATE = 0.04
# 科研助理、管理助理: of those under contract, where nothing is made to look better than it is
IN_HOUSE_PER_THOUSAND = 12
SELF_EMPLOYED_SHARE, FREELANCE_SHARE, STILL_STUDYING_SHARE = 0.02, 0.11, 0.01
# of those not placed: 71 不就业拟升学, and of the others 72 其他暂不就业
PREPARING_SHARE, OTHER_SHARE = 0.3, 0.2
# what of the year-end number is placed by 31 August
PLACED_BY_AUGUST = (0.55, 0.9)

JUDGED_PERSONS = {"secondary": (34, 115), "other": (28, 180)}
# two such steps, one down and one up, stay far from the change of seats that is published as 扩招 or 缩招
SIZE_NOISE, LARGEST_NOISE = 0.04, 0.08
CHANGING_PERSONS = 65.0
TINY_COHORT = (3, 7)
SMALL_COHORT = {"thirds": 8, "halves": 12}
COHORTS_POOLED = {"thirds": 3, "halves": 2}
COHORT_THAT_STANDS_ALONE = 25


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
    in_house: int
    further_study: int
    awaiting_employment: int
    preparing_further_study: int
    other_not_employed: int
    still_studying: int
    employed: int
    matched: int

    @property
    def contract_elsewhere(self) -> int:
        """Under contract, but not at the own school."""
        return self.contract - self.in_house

    @property
    def key(self) -> tuple[str, str, int]:
        return self.program.institution.institution_code, self.program.program_key, self.cohort_year


def make_sizes(program: Program, first: int, last: int, rng: np.random.Generator) -> dict[int, int]:
    """Size of each cohort from `first` to the one of the newest intake. Unit: persons judged.

    Of a secondary program those are the employed, of any other the graduates.
    """
    years = range(first, last + 2 + program.years_of_study)
    size = program.story.size
    if size == "tiny":
        return {year: int(rng.integers(*TINY_COHORT)) for year in years}
    if size in SMALL_COHORT:
        # cohorts pool in blocks that end in the newest one; those that fill no block are alone
        alone = (last - first + 1) % COHORTS_POOLED[size]
        small = SMALL_COHORT[size]
        return {year: COHORT_THAT_STANDS_ALONE if year < first + alone else small for year in years}
    low, high = JUDGED_PERSONS["secondary" if program.level == "secondary" else "other"]
    base = float(np.clip(rng.lognormal(np.log(low * 2.1), 0.45), low * 1.15, high / 1.3))
    if program.change and program.change.seats:
        # a change of so many seats needs a program of some size
        base = max(base, CHANGING_PERSONS)
    growth = 1 + float(rng.normal(0.01, 0.02)) * np.arange(len(years))
    noise = np.clip(rng.normal(0.0, SIZE_NOISE, len(years)), -LARGEST_NOISE, LARGEST_NOISE)
    sizes = np.clip(base * growth * (1 + noise), low, high)
    return {year: round(float(value)) for year, value in zip(years, sizes, strict=True)}


def letters(program: Program, first: int, last: int) -> Iterator[tuple[int, str]]:
    """Cohort years of a program with what happens in them; none of years without an intake."""
    ending = program.story.ending
    for year in range(first, last + 1):
        if program.takes_in(year - program.years_of_study):
            position = year - (last - len(ending) + 1)
            yield year, ending[position] if position >= 0 else PASS


def make_cohorts(
    facts: CityFacts, program: Program, year: int, letter: str, size: int, rng: np.random.Generator
) -> tuple[Cohort | None, Cohort | None]:
    """A cohort as first delivered and as corrected later; None where there was neither."""
    if letter == MISSING:
        return None, None
    before = {RESTATED_UP: FAIL, RESTATED_DOWN: PASS}.get(letter, letter)
    after = {RESTATED_UP: PASS, RESTATED_DOWN: FAIL}.get(letter)
    delivered = _cohort(facts, program, year, before, size, rng)
    return delivered, _cohort(facts, program, year, after, size, rng) if after else None


def _cohort(
    facts: CityFacts, program: Program, year: int, letter: str, size: int, rng: np.random.Generator
) -> Cohort:
    """One cohort whose judged rate is what the letter says."""
    usual = CITY_RATE + program.institution.rate_effect + program.rate_effect
    rate = float(np.clip(usual + rng.normal(0.0, 0.02), *PASSING_RATES))
    judged = size + -size % LINE.denominator if letter in (AT_LINE, ONE_BELOW) else size
    share = FURTHER_STUDY_SHARE[program.level]
    if program.level == "secondary":
        employed = judged
        further = round(employed * share / (1 - share))
        placed = employed + further
        matched = _numerator(employed, PASS if letter == BAD else letter, rate - MATCHED_BELOW_RATE, rng)
        graduates = ceil(placed / float(rng.uniform(0.94, 0.98)))
        graduates = placed - 3 if letter == BAD else graduates
    else:
        graduates = judged
        placed = _numerator(graduates, letter, rate, rng)
        further = round(placed * share * float(rng.uniform(0.8, 1.2)))
        matched = round((placed - further) * float(rng.uniform(*MATCHED_RATES)))
    major = facts.in_force(program.major, year - program.years_of_study)
    return _with_parts(program, major, year, (graduates, placed, further, matched), rng)


def _numerator(whole: int, letter: str, rate: float, rng: np.random.Generator) -> int:
    """How many of `whole` persons, for a rate that passes, fails, is at the line, one person below, or above 1."""
    if letter == BAD:
        return whole + int(rng.integers(2, 9))
    if letter == AT_LINE:
        return int(whole * LINE)
    if letter == ONE_BELOW:
        return int(whole * LINE) - 1
    if letter == FAIL:
        return int(whole * rng.uniform(*FAILING_RATES))
    return ceil(whole * rate)


def _with_parts(
    program: Program, major: Major, year: int, counts: tuple[int, int, int, int], rng: np.random.Generator
) -> Cohort:
    """Split (graduates, placed, further study, matched) into the destinations a form asks for."""
    graduates, placed, further, matched = counts
    employed = placed - further
    self_employed = int(rng.binomial(employed, SELF_EMPLOYED_SHARE))
    freelance = int(rng.binomial(employed - self_employed, FREELANCE_SHARE))
    contract = employed - self_employed - freelance
    not_placed = max(graduates - placed, 0)
    preparing = int(rng.binomial(not_placed, PREPARING_SHARE))
    other = int(rng.binomial(not_placed - preparing, OTHER_SHARE))
    return Cohort(
        program=program,
        major=major,
        cohort_year=year,
        graduates=graduates,
        placed=placed,
        contract=contract,
        self_employed=self_employed,
        freelance=freelance,
        in_house=contract * IN_HOUSE_PER_THOUSAND // 1000,
        further_study=further,
        awaiting_employment=not_placed - preparing - other,
        preparing_further_study=preparing,
        other_not_employed=other,
        still_studying=int(rng.binomial(graduates, STILL_STUDYING_SHARE)),
        employed=employed,
        matched=matched,
    )


def as_of_august(cohort: Cohort, rng: np.random.Generator) -> Cohort:
    """The same cohort at the initial reading, when fewer had been placed."""
    share = float(rng.uniform(*PLACED_BY_AUGUST))
    placed = int(min(cohort.placed, cohort.graduates) * share)
    further = min(int(cohort.further_study), placed)
    matched = int(min(cohort.matched, placed - further))
    counts = (cohort.graduates, placed, further, matched)
    return _with_parts(cohort.program, cohort.major, cohort.cohort_year, counts, rng)


REGISTERED_PER_GRADUATE = 1.06
SHARE_NOT_REGISTERING = 0.05
# what a school plans for one who registers: never so much more than the year before that it reads as 扩招
PLANNED_PER_REGISTERED = 1.1
SEATS_IN_STEPS_OF = 5


@dataclass(frozen=True)
class PlannedIntake:
    """One September of a program. Units: seats for `planned`, persons for the others."""

    program: Program
    major: Major
    enrolment_year: int
    planned: int
    admitted: int
    registered: int
    enrolled: int


def make_intakes(
    facts: CityFacts, program: Program, graduates: dict[int, int], years: range, rng: np.random.Generator
) -> Iterator[PlannedIntake]:
    """Intakes of a program in the `years` its school reports; `graduates` are those of each cohort."""
    length = program.years_of_study
    registered = {
        year - length: round(size * REGISTERED_PER_GRADUATE * program.seats_factor(year - length))
        if program.takes_in(year - length)
        else 0
        for year, size in graduates.items()
    }
    earliest = min(registered)
    for year in years:
        if not program.has_row(year):
            continue
        # before the first cohort delivered the intakes were as that cohort's
        in_school = sum(
            registered[max(taken, earliest)]
            for taken in range(year - length + 1, year + 1)
            if program.takes_in(taken)
        )
        came = registered[year]
        planned = math.ceil(came * PLANNED_PER_REGISTERED / SEATS_IN_STEPS_OF) * SEATS_IN_STEPS_OF
        admitted = min(planned, came + int(rng.binomial(came, SHARE_NOT_REGISTERING)))
        major = facts.in_force(program.major, year)
        yield PlannedIntake(program, major, year, planned, admitted, came, in_school)


@dataclass(frozen=True)
class History:
    """`delivered` as first sent; `corrected` as sent again; `initial` the August reading of the last year."""

    first_year: int
    last_year: int
    intakes: list[PlannedIntake] = field(default_factory=list)
    delivered: list[Cohort] = field(default_factory=list)
    corrected: list[Cohort] = field(default_factory=list)
    initial: list[Cohort] = field(default_factory=list)

    def final_cohorts(self) -> list[Cohort]:
        """What is known in the end: corrections in place of the first rows, impossible rows left out."""
        corrections = {cohort.key: cohort for cohort in self.corrected}
        known = (corrections.get(cohort.key, cohort) for cohort in self.delivered)
        return [cohort for cohort in known if cohort.placed <= cohort.graduates]


def make_history(
    facts: CityFacts, programs: list[Program], first: int, last: int, rng: np.random.Generator
) -> History:
    """Cohorts `first` to `last`, and intakes from `first` to the September after `last`."""
    history = History(first, last)
    for program in programs:
        sizes = make_sizes(program, first, last, rng)
        # near enough to size an intake by; of a secondary program those who study on are not judged
        judged = 1 - FURTHER_STUDY_SHARE["secondary"] if program.level == "secondary" else 1
        graduates = {year: round(size / judged) for year, size in sizes.items()}
        history.intakes.extend(make_intakes(facts, program, graduates, range(first, last + 2), rng))
        for year, letter in letters(program, first, last):
            delivered, corrected = make_cohorts(facts, program, year, letter, sizes[year], rng)
            history.delivered.extend(cohort for cohort in [delivered] if cohort)
            history.corrected.extend(cohort for cohort in [corrected] if cohort)
    history.initial.extend(
        as_of_august(cohort, rng)
        for cohort in history.delivered
        if cohort.cohort_year == last and cohort.program.level == "bachelor"
    )
    return history
