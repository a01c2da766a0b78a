"""From the exact warehouse of a release to the file its public product is made from, and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from transforms.connecting import attach_new, relations_of, rows_in, tables_of
from transforms.disclosure.exact_columns import check_columns
from transforms.disclosure.public_tables import PublicTable, Undeclared, public_tables
from transforms.disclosure.world import EXACT, SEEN_AS_PUBLISHED, make_published_world
from transforms.warehouse.describing import describe
from transforms.warehouse.making import beside
from transforms.warehouse.models import STATUS, Model, find_models, load_columns

PUBLIC = "public"
Described = Mapping[str, Mapping[str, str]]
COUNTED = ("persons", "seats")
THRESHOLDS = frozenset(
    {"minimum_cohort", "minimum_cohort_to", "minimum_in_force"}
)  # persons of the policy, not of a cohort


def protect(warehouse: Path, public: Path, previous: Path | None = None) -> dict[str, int]:
    """Write `public`, a DuckDB file of the same schemas and names without what no reader may know.

    A count is exact or withheld: then it is missing, with the reason in `<column>_status`. previous: the public file
    of the release before, with its warehouse beside it. Returns the rows of each table. Errors: NoLimits, Undeclared.
    """
    models = find_models()
    tables = public_tables(models)
    with beside(warehouse, EXACT) as con:
        written = write_published(con, public, models, tables, previous)
        check_columns(con, tables)
    return written


def write_published(
    con: duckdb.DuckDBPyConnection,
    public: Path,
    models: Sequence[Model],
    tables: Sequence[PublicTable],
    previous: Path | None,
) -> dict[str, int]:
    """As protect, of the warehouse that is attached as `exact`."""
    described = load_columns()
    make_published_world(con, models, tables, previous)
    attach_new(con, public, PUBLIC)
    for schema in ("marts", "meta", "policy"):
        con.execute(f"create schema {PUBLIC}.{schema}")
    for table in relations_of(con, EXACT):
        if table.startswith("policy."):
            _keep(con, table, f"from {EXACT}.{table} order by all")
    for public_table in tables:
        _keep(con, public_table.name, _select(con, public_table, described))
    describe(con, PUBLIC, models)
    con.execute(f"checkpoint {PUBLIC}")
    return {name: rows_in(con, f"{PUBLIC}.{name}") for name in tables_of(con, PUBLIC)}


def _keep(con: duckdb.DuckDBPyConnection, name: str, sql: str) -> None:
    con.execute(f"create table {PUBLIC}.{name} as {sql}")


def _select(con: duckdb.DuckDBPyConnection, table: PublicTable, described: Described) -> str:
    order = ", ".join(table.key) or "all"
    if table.name in SEEN_AS_PUBLISHED:
        return f"from {table.name} order by {order}"
    if table.how == "selected":
        return f"{table.sql}\norder by {order}"
    names = con.sql(f"from {table.name}").columns
    if table.how == "unchanged":
        return f"select {', '.join(unchanged(table, names, described))} from {table.name} order by {order}"
    return f"select {', '.join(written(table, names))} from {table.name} order by {order}"


def is_counted(column: str, described: Described) -> bool:
    """Does the column count people, by the unit it is described with?"""
    return column not in THRESHOLDS and described.get(column, {}).get("unit") in COUNTED


def unchanged(table: PublicTable, columns: list[str], described: Described) -> list[str]:
    """Columns of a table that is published as it is. Errors: Undeclared where one counts people."""
    counts = [column for column in columns if is_counted(column, described)]
    if counts:
        raise Undeclared(f"{table.name}: `public: unchanged` would publish exact counts of people: {counts}")
    return columns


def written(table: PublicTable, columns: Sequence[str]) -> list[str]:
    """Expressions of a table made again from published counts; a ratio has its status after it."""
    return [part for column in columns for part in _column(table, column, "cohorts" in columns)]


def _column(table: PublicTable, column: str, is_of_cohorts: bool) -> list[str]:
    status = _status(table, column, is_of_cohorts)
    if not status:
        return [column]
    return [f"case when {status} is null then {column} end as {column}", f"{status} as {column}{STATUS}"]


def _status(table: PublicTable, column: str, is_of_cohorts: bool) -> str:
    """Why there is no number, as an expression; empty for a column that always has one."""
    persons = table.ratios.get(column)
    if persons is None and column not in table.counts:
        return ""
    # a sum of nothing but stand-ins says nothing of those it is of
    low = "when stand_ins = cohorts then 'low' " if is_of_cohorts else ""
    none = f"when {persons} = 0 then 'z' " if persons else ""
    return f"case {low}{none}when {persons or column} is null or {column} is null then 'x' end"
