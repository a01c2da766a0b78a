"""Make the city: deliveries in their folders, each with its source file, and the truth beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from transforms.sample import offices
from transforms.sample.clusters import cluster_tables
from transforms.sample.dressing import dress_up
from transforms.sample.economy import economy_tables
from transforms.sample.employers import employer_table
from transforms.sample.facts import CityFacts, load_facts
from transforms.sample.graduates import write_graduates
from transforms.sample.history import History, make_history
from transforms.sample.institutions import Institution, make_institutions
from transforms.sample.programs import Program, institution_sets, make_programs
from transforms.sample.progress import indicator_table, target_table
from transforms.sample.tables import Table
from transforms.sample.truth import write_truth
from transforms.sample.ugly import write_ugly
from transforms.sample.writing import remove_former_sample, write_tidy

MINIMUM_YEARS = 6


@dataclass(frozen=True)
class CitySummary:
    """What was made, for the person who asked for it. `planted` counts the programs of each story."""

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
    """Write a synthetic city below `out`: `years` cohorts up to `as_of_year`, one intake more.

    The same arguments give the same bytes. `graduates` adds a feed of that many rows, one per graduate;
    `ugly` writes the same content as offices write it on a bad day. What an earlier making left in the
    folder is replaced. Errors: ValueError for a city too small to carry the planted stories.
    """
    if years < MINIMUM_YEARS:
        raise ValueError(f"the planted stories need at least {MINIMUM_YEARS} cohorts, not {years}")
    rng = np.random.default_rng(seed)
    facts = load_facts()
    schools = make_institutions(facts, institution_sets(programs), rng)
    planned = make_programs(facts, schools, programs, as_of_year, rng)
    history = make_history(facts, planned, as_of_year - years + 1, as_of_year, rng)
    dressed = dress_up(planned, history)
    remove_former_sample(out)
    tables = _tables(facts, schools, planned, history, rng)
    if ugly:
        files = [write_ugly(table, turn, out) for turn, table in enumerate(tables)]
    else:
        files = [write_tidy(table, out) for table in tables]
    if graduates is not None:
        files += write_graduates(facts, history.final_cohorts(), graduates, out, rng)
    files.append(write_truth(facts, planned, dressed, history.first_year, as_of_year, out))
    return CitySummary(
        out=out,
        institutions=len(schools),
        programs=len(planned),
        cohort_years=(history.first_year, history.last_year),
        planted=dict(sorted(Counter(program.story.story for program in planned).items())),
        graduates=graduates or sum(cohort.graduates for cohort in history.final_cohorts()),
        files=tuple(files),
    )


def _tables(
    facts: CityFacts,
    schools: list[Institution],
    programs: list[Program],
    history: History,
    rng: np.random.Generator,
) -> Iterator[Table]:
    years = range(history.first_year, history.last_year + 1)
    yield offices.institution_table(schools, history.last_year)
    yield from offices.catalogue_tables(facts)
    yield offices.lineage_table(facts)
    yield offices.setting_table(facts, programs, history.last_year)
    yield from offices.enrolment_tables(history)
    yield from offices.employment_tables(history)
    yield from economy_tables(facts, years, len(programs), rng)
    yield offices.exemption_table(facts, programs, history.last_year)
    yield offices.decision_table(programs, history.last_year)
    yield indicator_table(programs, history.last_year)
    yield target_table(history.last_year)
    yield from cluster_tables(facts, years, len(programs), rng)
    yield employer_table(facts, history.final_cohorts(), history.last_year, rng)
