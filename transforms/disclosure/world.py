"""The models run again on what is published of each count, so that every published sum and ratio follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from sqlglot import expressions as exp

from transforms.connecting import relations_of
from transforms.disclosure.earlier import remember
from transforms.disclosure.limits import LIMITS, check_limits
from transforms.disclosure.public_tables import PublicTable, Undeclared
from transforms.policy.policy import COHORT_RATES
from transforms.sql_text import SQL_DIR
from transforms.warehouse.making import World, beside
from transforms.warehouse.models import Model, parsed

REPLACED, CELLS = SQL_DIR / "public" / "replaced", SQL_DIR / "public" / "cells"
EXACT = "exact"
# who there is and in which years, and what was judged: no counts, seen as they are
FACTS = frozenset(
    {"core.program", "core.span", "core.year", "core.exemption"}
    | {
        "rules.candidate",
        "rules.exempted",
        "rules.offered",
        "rules.criterion_year",
        "rules.judged_until",
        "rules.required_result",
    }
    | {"rules.streak", "rules.trigger_result", "rules.trigger_state", "rules.verdict", "marts.trigger_result"}
)
DELIVERED_COUNTS = frozenset(
    {"staging.employment", "staging.enrolment", "staging.graduate_cohort", "staging.indicator"}
    | {"staging.employer_industry", "staging.graduate_employer"}
)
# counts of the release before beside those of this one, and the rows behind them
CHANGED_COUNTS = frozenset({"marts.verdict_change", "marts.change_evidence"})
# seen by every other table as they are published
SEEN_AS_PUBLISHED = frozenset({"marts.criterion_result", "marts.verdict", "marts.held_card"})
# counts of a cohort that have a status of their own
COUNTS = ("graduates", "placed", "employed", "matched", "contract", "freelance", "in_house")


def public_world(models: Sequence[Model], tables: Iterable[PublicTable]) -> World:
    """The world that published tables are made in: some are replaced by selects, others are only there."""
    tables = list(tables)
    own = [*REPLACED.glob("*.sql"), *CELLS.glob("*.sql")]
    selects = {path.stem: path.read_text(encoding="utf-8") for path in own}
    selects |= {table.name: table.sql for table in tables if table.name in SEEN_AS_PUBLISHED}
    return World(models, {name for table in tables for name in table.reads}, selects=selects, facts=FACTS)


@contextmanager
def published_world(
    warehouse: Path, models: Sequence[Model], tables: Iterable[PublicTable], previous: Path | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection on which `exact` is the warehouse, read-only, and every other name is what may be published of it.

    tables: the published ones that will be read. previous: the public file of the release before. `disclosure.count`
    holds each count of persons with its status and what it stands at in sums. A table of counts that is not made
    again is not there. Errors: NoLimits, Undeclared.
    """
    with beside(warehouse, EXACT) as con:
        make_published_world(con, models, tables, previous)
        yield con


def make_published_world(
    con: duckdb.DuckDBPyConnection,
    models: Sequence[Model],
    tables: Iterable[PublicTable],
    previous: Path | None = None,
) -> None:
    """As published_world, where a warehouse or a twin of one is attached as `exact`."""
    world = public_world(models, tables)
    con.execute("create schema disclosure")
    for table in set(relations_of(con, EXACT)) - world.following - DELIVERED_COUNTS - CHANGED_COUNTS:
        con.execute(f"create view {table} as from {EXACT}.{table}")
    cohort_rates(con, "disclosure.cohort_rate")
    con.execute(f"create table {LIMITS} as {world.selects[LIMITS]}")
    check_limits(con)
    remember(con, previous, world.selects["disclosure.cell"])
    world.make(con)


def read_of_exact(models: Sequence[Model], tables: Iterable[PublicTable]) -> frozenset[str]:
    """Tables of the warehouse from which published ones are made, by whatever name they are read."""
    tables = list(tables)
    world = public_world(models, tables)
    selects = [*world.selects.values(), *(table.sql for table in tables if table.how == "selected")]
    named = {
        f"{table.db}.{table.name}"
        for sql in selects
        for table in parsed(sql).find_all(exp.Table)
        if table.catalog == EXACT
    }
    known = {model.table for model in models}
    return frozenset(named | (world.used & known))


def cohort_rates(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make a table of the two counts of a cohort that each rate divides. Errors: Undeclared for a count that nothing
    would withhold."""
    rates = [(indicator, *counts) for indicator, counts in sorted(COHORT_RATES.items())]
    if lacking := {measure for _, *counts in rates for measure in counts} - set(COUNTS):
        raise Undeclared(
            f"rates of cohorts of {sorted(lacking)} would be published exactly: withhold small parts of them in "
            "sql/public/cells/disclosure.marked_cell.sql"
        )
    con.execute(f"create table {table} (indicator varchar, numerator varchar, denominator varchar)")
    con.executemany(f"insert into {table} values (?, ?, ?)", rates)
