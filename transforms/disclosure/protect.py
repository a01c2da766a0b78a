"""From the exact warehouse of a release to the file its public product is made from, and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from transforms.connecting import attach_new, relations_of, rows_in, tables_of
from transforms.disclosure.columns import Described, unchanged, written
from transforms.disclosure.public_tables import PublicTable, public_tables
from transforms.disclosure.world import EXACT, SEEN_AS_PUBLISHED, make_published_world
from transforms.warehouse.describing import describe
from transforms.warehouse.making import beside
from transforms.warehouse.models import Model, find_models, load_columns

PUBLIC = "public"


def protect(warehouse: Path, public: Path, previous: Path | None = None) -> dict[str, int]:
    """Write `public`, a DuckDB file of the same schemas and names without what no reader may know.

    A count is exact or withheld: then it is missing, with the reason in `<column>_status`. previous: the public file
    of the release before, with its warehouse beside it. Returns the rows of each table. Errors: NoLimits, Undeclared.
    """
    models = find_models()
    with beside(warehouse, EXACT) as con:
        return published(con, public, models, public_tables(models), previous)


def published(
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
