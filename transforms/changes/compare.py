"""Compare two releases: which verdicts differ, the one cause of each, and the rows and clauses that show it.

The verdicts are judged again between the releases, one family of inputs exchanged after the other in the order of
`CAUSES`; a verdict's cause is the exchange that brought it where it is now (docs/decisions/cause-of-change.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from transforms.changes.inputs import (
    CAUSES,
    PRESENT,
    PREVIOUS,
    WORK,
    changed_inputs,
    list_inputs,
    sql_of,
)
from transforms.changes.worlds import VERDICT, WORLD, world
from transforms.connecting import attach, columns_of, dicts_of, in_memory
from transforms.releases import Release
from transforms.warehouse.models import Model, find_models

# What makes two verdicts the same: the cards, and everything a receipt says of how they came about.
CARDS = ("card", "decided_card")
REASONS = (
    *("trigger_id", "criterion_id", "years_counted", "since_year", "fired_year", "reason_code", "clause_id"),
    *("line", "line_unit", "line_valid_from", "minimum_cohort", "window_years", "inherited_from"),
    *("exemption_reason", "evidence", "decision", "decided_by", "decided_on", "decision_document"),
)
NUMBERS = ("value", "numerator", "denominator", "pooled_numerator", "pooled_denominator")
EVIDENCE = ("own", "year_opened", "ancestor", "own_earlier", "institution", "policy", "method", "peers")
EVIDENCE_LAST = ("span", "own_later")
# table of a warehouse → the select that fills it
RECORDED = {
    "meta.delivery_change": "changed_deliveries",
    "marts.verdict_change": "changed_verdicts",
    "marts.change_evidence": "changed_evidence",
}


@dataclass(frozen=True)
class Side:
    """A release to compare: its id, its exact warehouse and the digest of the code that made it."""

    release_id: str
    warehouse: Path
    code: str

    @classmethod
    def of(cls, release: Release) -> Side:
        return cls(release.id, release.warehouse, str(release.manifest.get("code")))


@dataclass(frozen=True)
class Changes:
    """What differs. verdicts, evidence, deliveries, totals, tables: rows as tables of the same names hold them."""

    old: str
    new: str
    verdicts: list[dict[str, Any]]
    evidence: list[dict[str, Any]]
    deliveries: list[dict[str, Any]]
    totals: list[dict[str, Any]]

    @property
    def unexplained(self) -> list[dict[str, Any]]:
        return [row for row in self.verdicts if not row["is_explained"]]


def changes_between(old: Side, new: Side, code: str) -> Changes:
    """The changes from one release to another; `code` is the digest of the code that compares them.

    Both files are only read. Errors: duckdb.Error where one cannot be.
    """
    with in_memory() as con:
        for side, name in ((old, PREVIOUS), (new, PRESENT)):
            attach(con, side.warehouse, name)
        compare(con, find_models(), old.code, new.code, code)
        names = ("verdicts", "evidence", "deliveries", "totals")
        found = (dicts_of(con.execute(sql_of(f"changed_{name}"))) for name in names)
        return Changes(old.release_id, new.release_id, *found)


def record_changes(
    con: duckdb.DuckDBPyConnection, models: Iterable[Model], previous: Side, code: str
) -> None:
    """Compare the release being built, attached as `warehouse`, with a published one, and record what differs in it.

    code: digest of the code that builds. A published file of a shape that cannot be compared any more is no
    obstacle to the new release: `meta.comparison` then says why nothing was compared.
    """
    facts = {"id": previous.release_id, "same": previous.code == code, "why": None}
    try:
        attach(con, previous.warehouse, PREVIOUS)
        compare(con, models, previous.code, code, code)
        for table, select in RECORDED.items():
            con.execute(f"insert into {table} by name {sql_of(select)}")
        con.execute(sql_of("comparison"), facts)
    except (duckdb.CatalogException, duckdb.BinderException, duckdb.IOException) as error:
        con.execute(
            "insert into meta.comparison by name "
            "select $id as previous_release_id, $same as is_same_code, $why as not_compared",
            facts | {"why": str(error).splitlines()[0]},
        )
    finally:
        for name in (PREVIOUS, WORK):
            con.execute(f"detach database if exists {name}")


def compare(con: duckdb.DuckDBPyConnection, models: Iterable[Model], old: str, new: str, code: str) -> None:
    """Fill `changes.verdict_change` and `changes.change_evidence` from `previous` and `warehouse`, both attached.

    old, new: digests of the code that made each; code: of the code that runs.
    """
    models = list(models)
    is_same_code = old == new == code
    # other code may write a policy otherwise: the same file is then the same policy, whatever its tables look like
    is_same_policy = not is_same_code and _is_same_policy(con)
    con.execute(f"attach ':memory:' as {WORK}")
    list_inputs(con, is_same_code, is_same_policy)
    con.execute(sql_of("state"))
    _record_state(con, 0, "", PREVIOUS, is_cause=False)
    differing = changed_inputs(con) | (set() if old == new else {"method_change"})
    steps = [
        cause for cause in CAUSES if cause in differing or (cause == "method_change" and not is_same_code)
    ]
    # judged by its own code the later release is the last step itself; by other code it lies one step further
    replayed = steps if new != code else steps[:-1]
    for number, cause in enumerate(replayed, start=1):
        exchanged = frozenset(CAUSES[: CAUSES.index(cause) + 1])
        with world(con, models, exchanged, is_same_policy):
            _record_state(con, number, cause, WORLD, is_cause=cause != "method_change" or old != new)
    last = steps[-1] if steps and new == code else "method_change"
    _record_state(con, len(replayed) + 1, last, PRESENT, is_cause=last in differing)
    _explain(con, old, new)


def _explain(con: duckdb.DuckDBPyConnection, old: str, new: str) -> None:
    con.execute(sql_of("verdict_path"))
    con.execute(sql_of("verdict_change"))
    con.execute(sql_of("change_evidence"))
    con.execute(sql_of("method_input"), {"before": old, "after": new})
    for relation in (*EVIDENCE, *EVIDENCE_LAST):
        con.execute(sql_of(f"evidence_{relation}"))
    con.execute(sql_of("nature"))


def _is_same_policy(con: duckdb.DuckDBPyConnection) -> bool:
    digests = [
        con.execute(f"select digest from {name}.policy.policy").fetchall() for name in (PREVIOUS, PRESENT)
    ]
    return digests[0] == digests[1]


def _record_state(
    con: duckdb.DuckDBPyConnection, step: int, cause: str, database: str, *, is_cause: bool
) -> None:
    """Enter the verdicts of a database as digests to compare: of cards, of reasons, of numbers."""
    known = set.intersection(*(set(columns_of(con, name, VERDICT)) for name in (PREVIOUS, PRESENT)))
    prints = [
        ", ".join(f"coalesce(cast({name} as varchar), '-')" for name in names if name in known)
        for names in (CARDS, REASONS, NUMBERS)
    ]
    cards, reasons, numbers = (f"md5(concat_ws('|', {names}))" for names in prints)
    con.execute(
        "insert into changes.step values ($step, $cause, $is_cause)",
        {"step": step, "cause": cause, "is_cause": is_cause},
    )
    digests = f"{cards}, {reasons}, {numbers}"
    con.execute(
        f"insert into changes.state select $step, program_id, year, {digests} from {database}.{VERDICT}",
        {"step": step},
    )
