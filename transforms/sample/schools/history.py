"""Ten years of the city: intakes and cohorts, what was delivered of them at first, and what was corrected later."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from transforms.sample.facts import CityFacts, Major
from transforms.sample.schools.cohorts import (
    Cohort,
    as_of_august,
    graduates_of,
    letters,
    make_cohorts,
    make_sizes,
)
from transforms.sample.schools.programs import Program

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
        yield _intake(facts, program, year, registered[year], in_school, rng)


def _intake(
    facts: CityFacts, program: Program, year: int, registered: int, enrolled: int, rng: np.random.Generator
) -> PlannedIntake:
    planned = math.ceil(registered * PLANNED_PER_REGISTERED / SEATS_IN_STEPS_OF) * SEATS_IN_STEPS_OF
    admitted = min(planned, registered + int(rng.binomial(registered, SHARE_NOT_REGISTERING)))
    return PlannedIntake(
        program, facts.in_force(program.major, year), year, planned, admitted, registered, enrolled
    )


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
        graduates = {year: graduates_of(program, size) for year, size in sizes.items()}
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
