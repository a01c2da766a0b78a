"""What is filed about a program's setting, and which changes must be published of it in the end."""

from __future__ import annotations

from transforms.sample.facts import CityFacts
from transforms.sample.schools.changes import ExpectedChange
from transforms.sample.schools.programs import Program


def filings(facts: CityFacts, program: Program) -> list[tuple[int, str]]:
    """(year, event) of every filing about a program."""
    if program.change is None:
        return _usual_filings(program)
    filed = [(program.newest_intake + years_ago, event) for years_ago, event in program.change.filed.items()]
    renamed = _renamed_in(facts, program)
    if program.change.need == "rename" and renamed is not None:
        filed.append((renamed, "renamed"))
    return filed


def expected_changes(facts: CityFacts, program: Program, first: int) -> list[ExpectedChange]:
    """(year, change, basis) that must be published of a program whose deliveries begin in `first`, in order."""
    change = program.change
    if change is None:
        expected = [(year, event, "confirmed") for year, event in _usual_filings(program)]
    else:
        expected = [
            (program.newest_intake + years_ago, name, basis) for years_ago, name, basis in change.expected
        ]
    renamed = _renamed_in(facts, program)
    if renamed is not None and renamed > first:
        expected.append(
            (renamed, "renamed", "confirmed" if change and change.need == "rename" else "inferred")
        )
    return sorted(expected)


def _usual_filings(program: Program) -> list[tuple[int, str]]:
    """A school files what it opens, and what it stops."""
    opened = [] if program.first_intake is None else [(program.first_intake, "new")]
    stopped = [] if program.last_intake is None else [(program.last_intake + 1, "suspended")]
    return opened + stopped


def _renamed_in(facts: CityFacts, program: Program) -> int | None:
    """The September from which the catalogue gives it another name; None where it keeps its name or is younger."""
    step = facts.step_into.get(program.major.key)
    if step is None or program.first_intake is not None:
        return None
    is_renamed = facts.by_key[step.origin].major_name != program.major.major_name
    return step.effective_year if is_renamed else None
