"""The planted truth: what must be said of every program in the newest judged year."""

from __future__ import annotations

from pathlib import Path

from transforms.sample.facts import CityFacts
from transforms.sample.forms.writing import csv_bytes
from transforms.sample.schools.dressing import Dressing
from transforms.sample.schools.filings import expected_changes
from transforms.sample.schools.programs import Program

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
) -> Path:
    """Write one row per program, in the order of schools and codes. dressed: by place in `programs`."""
    rows = [
        truth_row(facts, program, dressed.get(place), first, year) for place, program in enumerate(programs)
    ]
    path = out / TRUTH_FILE
    path.write_bytes(csv_bytes([list(rows[0]), *(list(row.values()) for row in rows)], "utf-8"))
    return path
