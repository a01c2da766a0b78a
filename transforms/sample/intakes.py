"""Intakes of every program: seats planned, students admitted, registered and in school, in whole persons."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from transforms.sample.facts import CityFacts, Major
from transforms.sample.programs import Program

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
