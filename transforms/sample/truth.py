"""The planted truth: what must be said of every program in the newest judged year."""

from __future__ import annotations

from pathlib import Path

from transforms.sample.programs import Program
from transforms.sample.writing import csv_bytes

TRUTH_FILE = "truth.csv"


def truth_row(program: Program, year: int) -> dict[str, object]:
    """The story of one program and the verdict that must follow; an empty count says nothing is counted."""
    story = program.story
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
    }


def write_truth(programs: list[Program], year: int, out: Path) -> Path:
    """Write one row per program, in the order of schools and codes."""
    rows = [truth_row(program, year) for program in programs]
    path = out / TRUTH_FILE
    path.write_bytes(csv_bytes([list(rows[0]), *(list(row.values()) for row in rows)], "utf-8"))
    return path
