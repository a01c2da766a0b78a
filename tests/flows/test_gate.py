"""What the gate objects to, stated one finding at a time."""

from __future__ import annotations

from datetime import date

from flows.gate import of_checks, of_lost_files
from transforms.deliveries import Landed
from transforms.warehouse import CheckResult


def landed(file: str, status: str) -> Landed:
    return Landed(
        delivery_id=file, feed="employment", file=file, status=status, recipe="", message=f"{status} {file}"
    )


def test_a_published_file_that_cannot_be_read_any_more_stops_the_release():
    now = [landed("a.xlsx", "landed"), landed("b.xlsx", "refused_file"), landed("new.xlsx", "refused_file")]
    [finding] = of_lost_files(now, ["a.xlsx", "b.xlsx"])
    assert (finding.where, finding.promise) == ("b.xlsx", "published_files_stay_readable")
    assert "refused_file b.xlsx" in finding.detail


def test_before_the_first_release_nothing_can_be_lost():
    assert of_lost_files([landed("b.xlsx", "refused_file")], []) == []


def test_a_check_names_every_row_it_kept() -> None:
    late = [
        {"feed": "enrolment", "newest_on": date(2026, 10, 15)},
        {"feed": "vacancy", "newest_on": date(2026, 2, 10)},
    ]
    [finding] = of_checks([CheckResult("feeds_are_fresh", "error", 2, late)])
    assert str(finding) == (
        "sql/checks: feeds_are_fresh (2) — feed enrolment, newest_on 2026-10-15; feed vacancy, newest_on 2026-02-10"
    )
