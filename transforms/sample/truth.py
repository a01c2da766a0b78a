"""The planted truth: what must be said of every program in the newest judged year."""

from __future__ import annotations

from pathlib import Path

from transforms.sample.programs import Program
from transforms.sample.stories import BACKGROUND
from transforms.sample.writing import csv_bytes

TRUTH_FILE = "truth.csv"
COLUMNS = (
    "story", "story_title", "institution_code", "institution_name", "catalogue_version", "major_code", "major_name",
    "level", "year", "card", "result", "years_counted", "reason_code", "decision", "decided_card", "twin_major_code",
)  # fmt: skip


def truth_row(program: Program, last: int) -> dict[str, object]:
    """The verdict of one program. A program too young to have a cohort says so, whatever its story."""
    story = program.story
    is_young = program.first_intake is not None and program.first_intake + program.years_of_study > last
    if is_young and story is BACKGROUND:
        card, result, reason = "not_judged", "not_offered", "no_cohort_yet"
    else:
        card, result, reason = story.card, story.result, story.reason_code
    return {
        "story": story.name,
        "story_title": story.title,
        "institution_code": program.institution.institution_code,
        "institution_name": program.institution.institution_name,
        "catalogue_version": program.major.catalogue_version,
        "major_code": program.major.major_code,
        "major_name": program.major.major_name,
        "level": program.level,
        "year": last,
        "card": card,
        "result": result,
        "years_counted": story.years_counted,
        "reason_code": reason,
        "decision": story.decision,
        "decided_card": story.decided_card or card,
        "twin_major_code": program.twin_code,
    }


def write_truth(programs: list[Program], last: int, out: Path) -> Path:
    """Write one row per program, in the order of schools and codes."""
    rows = [truth_row(program, last) for program in programs]
    path = out / TRUTH_FILE
    path.write_bytes(csv_bytes([COLUMNS, *([row[column] for column in COLUMNS] for row in rows)], "utf-8"))
    return path
