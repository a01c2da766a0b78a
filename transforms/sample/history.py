"""Ten years of the city: what happened, what was delivered of it at first, and what was corrected later."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from transforms.sample.cohorts import Cohort, as_of_august, graduates_of, letters, make_cohorts, make_sizes
from transforms.sample.facts import CityFacts
from transforms.sample.intakes import PlannedIntake, make_intakes
from transforms.sample.programs import Program


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
