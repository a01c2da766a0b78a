"""The receipt of one verdict: rule, clause, line, numbers with file and row, lineage, exemptions, decision."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any

import duckdb

from transforms.connecting import dicts_of
from transforms.policy.policy import computed_from
from transforms.receipts.locked_down import Rows, locked_down, rows_of_query

MOST_CANDIDATES = 20


class UnknownProgram(Exception):
    """No program is named so."""


class AmbiguousProgram(Exception):
    """Several programs are named so; `candidates` lists them (id, institution, major)."""

    def __init__(self, candidates: Rows) -> None:
        super().__init__(f"{len(candidates)} programs")
        self.candidates = candidates


@dataclass(frozen=True)
class Receipt:
    """Everything a verdict rests on.

    verdict: the row of marts.verdict. years: results of its criterion up to that year, oldest first. sources: the
    delivered rows behind them. remedy: the smallest change that would have altered it, where it can be computed.
    signals: shares of the placed beside their lines. sensitivity: rate and card without in-house posts, where these
    exceed their line. previous: the release before, None for the first. change: how the verdict differs from it, with
    the cause and its `evidence`, the nearest first; None where it does not.
    """

    verdict: dict[str, Any]
    years: Rows
    sources: Rows
    lineage: Rows
    exemptions: Rows
    refused: Rows
    trigger: dict[str, Any] | None
    remedy: dict[str, Any] | None = None
    release: dict[str, Any] = field(default_factory=dict)
    signals: Rows = field(default_factory=list)
    sensitivity: dict[str, Any] | None = None
    previous: dict[str, Any] | None = None
    change: dict[str, Any] | None = None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def receipt(warehouse: Path, program: str, year: int | None = None) -> Receipt:
    """The receipt of a program's verdict in a year (the newest judged one by default).

    `program` is a program_id, or words of the school's and the major's name or code.
    Errors: UnknownProgram; AmbiguousProgram.
    """
    with locked_down(warehouse) as con:
        program_id = _find(con, program)
        verdicts = rows_of_query(con, "verdict", program=program_id, year=year)
        if not verdicts:
            raise UnknownProgram(f"{program_id} {year}")
        verdict = verdicts[0]
        criterion, until = verdict["criterion_id"], verdict["year"]
        years = rows_of_query(con, "counted_years", program=program_id, year=until, criterion=criterion)
        since = _since(verdict, years)
        return Receipt(
            verdict=verdict,
            years=[row for row in years if row["year"] >= since],
            sources=_sources(con, program=program_id, since=since, year=until, criterion=criterion),
            lineage=rows_of_query(con, "lineage", program=program_id),
            exemptions=rows_of_query(con, "exemptions", program=program_id),
            refused=rows_of_query(con, "refused_rows", program=program_id),
            trigger=_trigger(con, verdict["trigger_id"]),
            remedy=_remedy(verdict, years),
            release=rows_of_query(con, "release")[0],
            signals=rows_of_query(con, "signals", program=program_id, year=until),
            sensitivity=_first(rows_of_query(con, "sensitivity", program=program_id, year=until)),
            previous=_first(rows_of_query(con, "comparison")),
            change=_change(con, program_id, until),
        )


def _change(con: duckdb.DuckDBPyConnection, program: str, year: int) -> dict[str, Any] | None:
    """How the verdict differs from that of the release before, with what shows the cause."""
    change = _first(rows_of_query(con, "verdict_change", program=program, year=year))
    evidence = rows_of_query(con, "change_evidence", program=program, year=year) if change else []
    return change and change | {"evidence": evidence}


def _first(rows: Rows) -> dict[str, Any] | None:
    return rows[0] if rows else None


def _sources(con: duckdb.DuckDBPyConnection, **asked: Any) -> Rows:
    """The delivered rows behind a verdict, of the feed that its criterion reads."""
    feeds = {f"of_{feed}": computed_from(feed) for feed in ("employment", "enrolment")}
    return rows_of_query(con, "source_rows", **asked, **feeds)


def _find(con: duckdb.DuckDBPyConnection, program: str) -> str:
    found = rows_of_query(con, "find_program", program=program.strip())
    if not found:
        raise UnknownProgram(program)
    if found[0]["program_id"] != program.strip() and len(found) > 1:
        raise AmbiguousProgram(found[:MOST_CANDIDATES])
    return found[0]["program_id"]


def _since(verdict: dict[str, Any], years: Rows) -> int:
    """First year the receipt shows: the first counted one, with at least the two years before the verdict."""
    shown = verdict["year"] - 2
    first = min([row["covers_from"] for row in years] or [shown])
    return max(first, min(shown, verdict["since_year"] or shown))


def _trigger(con: duckdb.DuckDBPyConnection, trigger: str | None) -> dict[str, Any] | None:
    return _first(
        dicts_of(con.execute("from policy.trigger where trigger_id = $trigger", {"trigger": trigger}))
    )


def _remedy(verdict: dict[str, Any], years: Rows) -> dict[str, Any] | None:
    """How many more placed graduates would have made the failing result of the verdict's own year a pass.

    Only a ratio that fails below a fixed line has one; the count is exact, on whole numbers.
    """
    own = next((row for row in years if row["year"] == verdict["year"]), None)
    if verdict["reason_code"] != "trigger_fired" or own is None or own["result"] != "fail":
        return None
    if own["line_unit"] != "bp" or own["denominator"] is None:
        return None
    needed = numerator_needed(own["fails_when"], own["line"], own["denominator"])
    if needed is None:
        return None
    return {"year": own["year"], "more": needed - int(own["numerator"]), "numerator_needed": needed}


def numerator_needed(fails_when: str | None, line: float, denominator: float) -> int | None:
    """The fewest persons of `denominator` whose share passes a line in basis points; None unless it fails below it.

    Exact: in whole numbers and fractions, so that a share of just the line is reached and not missed by a rounding.
    """
    share = Fraction(line) * Fraction(denominator) / 10_000
    return {"below": ceil(share), "at_or_below": floor(share) + 1}.get(fails_when or "")
