"""Make the city: deliveries in their folders, each with its source file, and the truth beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from transforms.sample.facts import CityFacts, load_facts
from transforms.sample.forms.ugly import write_ugly
from transforms.sample.forms.writing import Table, csv_bytes, remove_former_sample, write_tidy
from transforms.sample.offices import education
from transforms.sample.offices.economy import cluster_tables, economy_tables
from transforms.sample.offices.graduates import employer_table, write_graduates
from transforms.sample.schools.cohorts import History, make_history
from transforms.sample.schools.dressing import Dressing, dress_up
from transforms.sample.schools.programs import (
    Institution,
    Program,
    expected_changes,
    institution_sets,
    make_institutions,
    make_programs,
)

TRUTH_FILE = "truth.csv"


def truth_row(
    facts: CityFacts, program: Program, dressing: Dressing | None, first: int, year: int
) -> dict[str, object]:
    """The story of one program, the verdict, the changes of setting and the signals that must follow.

    An empty count says nothing is counted. first: the first September delivered.
    """
    story = program.story
    expected = expected_changes(facts, program, first)
    return {
        "story": story.story,
        "story_title": story.title,
        "institution_code": program.institution.institution_code,
        "institution_name": program.institution.institution_name,
        "catalogue_version": program.major.catalogue_version,
        "major_code": program.major.major_code,
        "major_name": program.major.major_name,
        "level": program.level,
        "year": year,
        "card": story.card,
        "result": story.result,
        "years_counted": story.years_counted,
        "reason_code": story.reason_code,
        "decision": story.decision,
        "decided_card": story.decided_card or story.card,
        "twin_major_code": program.twin_code,
        "change": program.change.change if program.change else "",
        "setting_changes": "; ".join(f"{when} {change} {basis}" for when, change, basis in expected),
        "dressing": dressing.story if dressing else "",
        "signals": "; ".join(dressing.signals) if dressing else "",
        "card_without_in_house": dressing.without_in_house if dressing else None,
        "card_without_both": dressing.without_both if dressing else None,
    }


def write_truth(
    facts: CityFacts, programs: list[Program], dressed: dict[int, Dressing], first: int, year: int, out: Path
) -> None:
    """Write one row per program, in the order of schools and codes. dressed: by place in `programs`."""
    rows = [
        truth_row(facts, program, dressed.get(place), first, year) for place, program in enumerate(programs)
    ]
    lines: list[list[object]] = [list(rows[0]), *(list(row.values()) for row in rows)]
    (out / TRUTH_FILE).write_bytes(csv_bytes(lines, "utf-8"))


MINIMUM_YEARS = 6


def make_city(
    out: Path,
    *,
    programs: int = 1200,
    years: int = 10,
    graduates: int | None = None,
    seed: int = 162,
    ugly: bool = False,
    as_of_year: int = 2025,
) -> None:
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
    for turn, table in enumerate(_tables(facts, schools, planned, history, rng)):
        if ugly:
            write_ugly(table, turn, out)
        else:
            write_tidy(table, out)
    if graduates is not None:
        write_graduates(facts, history.final_cohorts(), graduates, out, rng)
    write_truth(facts, planned, dressed, history.first_year, as_of_year, out)


def _tables(
    facts: CityFacts,
    schools: list[Institution],
    programs: list[Program],
    history: History,
    rng: np.random.Generator,
) -> Iterator[Table]:
    years = range(history.first_year, history.last_year + 1)
    yield education.institution_table(schools, history.last_year)
    yield from education.catalogue_tables(facts)
    yield education.lineage_table(facts)
    yield education.setting_table(facts, programs, history.last_year)
    yield from education.enrolment_tables(history)
    yield from education.employment_tables(history)
    yield from economy_tables(facts, years, len(programs), rng)
    yield education.exemption_table(facts, programs, history.last_year)
    yield education.decision_table(programs, history.last_year)
    yield education.indicator_table(programs, history.last_year)
    yield education.target_table(history.last_year)
    yield from cluster_tables(facts, years, len(programs), rng)
    yield employer_table(facts, history.final_cohorts(), history.last_year, rng)
