"""From the exact warehouse of a release to the file its public product is made from, and from nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb

from transforms.connecting import attach_new, columns_of, rows_in, tables_of
from transforms.disclosure.columns import Described, unchanged, written
from transforms.disclosure.limits import Limits, read_limits
from transforms.disclosure.public_tables import PublicTable, public_tables
from transforms.disclosure.world import EXACT, SEEN_AS_PUBLISHED, protected_world
from transforms.warehouse.describing import describe
from transforms.warehouse.models import find_models, load_columns

PUBLIC = "public"


def protect(warehouse: Path, public: Path) -> dict[str, int]:
    """Write `public`, a DuckDB file of the same schemas and names that tells nothing a reader may not know.

    Counts of persons are rounded, each withheld value is missing with its status in `<column>_status`. Returns the
    rows of each table. Errors: NoLimits, Undeclared.
    """
    models = find_models()
    tables = public_tables(models)
    described = load_columns()
    with protected_world(warehouse, models, tables) as con:
        attach_new(con, public, PUBLIC)
        for schema in ("marts", "meta", "policy"):
            con.execute(f"create schema {PUBLIC}.{schema}")
        limits = read_limits(con)
        for table in tables_of(con, EXACT):
            if table.startswith("policy."):
                _keep(con, table, f"from {EXACT}.{table} order by all")
        for public_table in tables:
            _keep(con, public_table.name, _select(con, public_table, limits, described))
        describe(con, PUBLIC, models)
        con.execute(f"checkpoint {PUBLIC}")
        return {name: rows_in(con, f"{PUBLIC}.{name}") for name in tables_of(con, PUBLIC)}


def _keep(con: duckdb.DuckDBPyConnection, name: str, sql: str) -> None:
    con.execute(f"create table {PUBLIC}.{name} as {sql}")


def _select(con: duckdb.DuckDBPyConnection, table: PublicTable, limits: Limits, described: Described) -> str:
    order = ", ".join(table.key) or "all"
    if table.name in SEEN_AS_PUBLISHED:
        return f"from {table.name} order by {order}"
    if table.how == "selected":
        return f"{table.sql}\norder by {order}"
    names = list(columns_of(con, EXACT, table.name))
    if table.how == "unchanged":
        return f"select {', '.join(unchanged(table, names, described))} from {table.name} order by {order}"
    # which rows there are is a fact; what stands in them is what is told
    told = ", ".join(written(table, names, limits, described))
    same = " and ".join(f"told.{column} is not distinct from exact.{column}" for column in table.key)
    order = ", ".join(f"exact.{column}" for column in table.key)
    return f"select {told} from {EXACT}.{table.name} as exact left join {table.name} as told on {same} order by {order}"
