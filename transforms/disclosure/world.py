"""The models run again on what is published of each count, so that every published sum and ratio follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
from sqlglot import expressions as exp

from transforms.connecting import attach, create_table, dicts_of, relations_of, tables_of
from transforms.disclosure.public_tables import PublicTable, Undeclared
from transforms.policy.policy import COHORT_RATES
from transforms.sql_text import SQL_DIR, selects_in
from transforms.warehouse.making import World, beside
from transforms.warehouse.models import Model, parsed

REPLACED, CELLS = SQL_DIR / "public" / "replaced", SQL_DIR / "public" / "cells"
EXACT, EARLIER, EARLIER_PUBLIC = "exact", "earlier", "earlier_public"
LIMITS = "disclosure.limit_"
sql_of = selects_in(Path(__file__).with_name("queries"))
# what is remembered of the release before: table → its columns
REMEMBERED = {
    "earlier_count": "kind owner_id year observation part_of level school delivered measure status exact",
    "earlier_stand_in": "kind year observation level measure margin is_carried stand_in",
    "earlier_pool": "owner_id program_id year criterion_id covers_from",
}
TYPES = {"year": pa.int32(), "covers_from": pa.int32(), "exact": pa.int64(), "margin": pa.int64()}
TYPES |= {"is_carried": pa.bool_(), "stand_in": pa.float64()}
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


class NoLimits(Exception):
    """The policy states no value for a number of disclosure; nothing can be published."""


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
    make_cohort_rates(con, "disclosure.cohort_rate")
    con.execute(f"create table {LIMITS} as {world.selects[LIMITS]}")
    _check_limits(con)
    _remember(con, previous, world.selects["disclosure.cell"])
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
    return frozenset(named | (world.used & {model.table for model in models}))


def make_cohort_rates(con: duckdb.DuckDBPyConnection, table: str) -> None:
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


def _check_limits(con: duckdb.DuckDBPyConnection) -> None:
    """Errors: NoLimits naming the numbers of disclosure that no policy states."""
    row = con.sql(f"from {LIMITS}")
    [values] = row.fetchall()
    lacking = [f"disclosure_{name}" for name, value in zip(row.columns, values, strict=True) if value is None]
    if lacking:
        raise NoLimits(f"policy.parameter states no {', '.join(lacking)} for the day of the release")


def _remember(con: duckdb.DuckDBPyConnection, previous: Path | None, cell: str) -> None:
    """Make the tables of REMEMBERED from the public file of the release before and the warehouse beside it.

    They are empty without one, and after a release that was made by other rules. cell: the select of
    `disclosure.cell` over what is attached as `exact`. A twin of the warehouse may be attached already.
    """
    is_known = False
    if previous is not None and previous.exists():
        attach(con, previous, EARLIER_PUBLIC)
        is_known = {"meta.withheld", "meta.stand_in", "meta.published_pool"} <= set(
            tables_of(con, EARLIER_PUBLIC)
        )
    if is_known and previous is not None:
        if not relations_of(con, EARLIER):
            attach(con, previous.with_name("warehouse.duckdb"), EARLIER)
        # the cells as they were then, read as those of today are
        con.execute(f"create temp view earlier_cell as {cell.replace(f'{EXACT}.', f'{EARLIER}.')}")
    for name, columns in REMEMBERED.items():
        rows = dicts_of(con.execute(sql_of(name))) if is_known else []
        schema = pa.schema([(column, TYPES.get(column, pa.string())) for column in columns.split()])
        create_table(con, f"disclosure.{name}", rows, schema)
