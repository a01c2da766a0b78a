"""Make the city: deliveries in their folders, each with its source file, and the truth beside them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from transforms.sample import offices
from transforms.sample.cohorts import make_history
from transforms.sample.economy import economy_tables
from transforms.sample.facts import load_facts
from transforms.sample.institutions import make_institutions
from transforms.sample.programs import institution_sets, make_programs
from transforms.sample.tables import Table
from transforms.sample.truth import write_truth
from transforms.sample.writing import write_table

MINIMUM_YEARS = 6


@dataclass(frozen=True)
class CitySummary:
    """What was made, for the person who asked for it."""

    out: Path
    institutions: int
    programs: int
    cohort_years: tuple[int, int]
    planted: dict[str, int]
    graduates: int
    files: tuple[Path, ...]


def make_city(
    out: Path,
    *,
    programs: int = 1200,
    years: int = 10,
    graduates: int | None = None,
    seed: int = 162,
    ugly: bool = False,
    as_of_year: int = 2025,
) -> CitySummary:
    """Write a synthetic city below `out`: `years` cohorts up to `as_of_year`, intakes up to the year after.

    The same arguments give the same bytes. `graduates` adds a feed of that many graduate rows; `ugly`
    writes the same content as offices write it on a bad day. Errors: ValueError for a city too small
    to carry the planted stories, or too large for its catalogues.
    """
    if years < MINIMUM_YEARS:
        raise ValueError(f"the planted stories need at least {MINIMUM_YEARS} cohorts, not {years}")
    rng = np.random.default_rng(seed)
    facts = load_facts()
    first = as_of_year - years + 1
    schools = make_institutions(facts, institution_sets(programs), rng)
    planned = make_programs(facts, schools, programs, as_of_year, rng)
    history = make_history(facts, planned, first, as_of_year, rng)
    cohort_years = range(first, as_of_year + 1)
    tables: list[Table] = [
        offices.institution_table(schools, as_of_year),
        *offices.catalogue_tables(facts),
        offices.lineage_table(facts),
        offices.setting_table(planned, as_of_year),
        *offices.enrolment_tables(history, range(first, as_of_year + 2)),
        *offices.employment_tables(history, cohort_years),
        *economy_tables(facts, cohort_years, rng),
        offices.exemption_table(facts, planned, as_of_year),
        offices.decision_table(planned, as_of_year),
    ]
    files = [write_table(table, out) for table in tables]
    files.append(write_truth(planned, as_of_year, out))
    return CitySummary(
        out=out,
        institutions=len(schools),
        programs=len(planned),
        cohort_years=(first, as_of_year),
        planted=dict(sorted(Counter(program.story.name for program in planned).items())),
        graduates=sum(cohort.graduates for cohort in history.delivered),
        files=tuple(files),
    )
