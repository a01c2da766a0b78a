"""The models run again on protected counts, so that every published sum and ratio follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from transforms.disclosure.cohorts import protected_counts
from transforms.disclosure.limits import read_limits
from transforms.disclosure.public_tables import PublicTable
from transforms.disclosure.queries import sql_of
from transforms.warehouse.models import LAYERS, Model

REPLACED = Path(__file__).parent / "replaced"
EXACT = "exact"
# who there is and in which years, and what was judged: told as it is
KEPT = ("core.program", "core.program_predecessor", "core.span", "core.year", "core.exemption")


@contextmanager
def protected_world(
    warehouse: Path, models: list[Model], tables: Iterable[PublicTable]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection on which `exact` is the warehouse, read-only, and every other name is what may be told of it.

    `disclosure.count` holds each count of persons with its published value, `disclosure.limit_` the numbers of the
    policy. What `tables` are made from is made again. Errors: NoLimits.
    """
    con = duckdb.connect()
    try:
        quoted = str(warehouse).replace("'", "''")
        con.execute(f"attach '{quoted}' as {EXACT} (read_only)")
        remade = _remade(models, tables)
        _views(con, remade)
        _count(con)
        for model in models:
            if model.table in remade:
                con.execute(f"create table {model.table} as {_sql(model)}")
        yield con
    finally:
        con.close()


def _sql(model: Model) -> str:
    replaced = REPLACED / f"{model.table}.sql"
    return replaced.read_text(encoding="utf-8") if replaced.exists() else model.sql


def _remade(models: list[Model], tables: Iterable[PublicTable]) -> set[str]:
    """What follows from the replaced tables and is needed for the published ones; `models` come in order."""
    follows = {path.stem for path in REPLACED.glob("*.sql")}
    for model in models:
        if model.reads & follows and not _is_kept(model.table):
            follows.add(model.table)
    reads = {model.table: model.reads for model in models}
    needed: set[str] = set()
    waiting = [name for table in tables for name in table.reads]
    while waiting:
        name = waiting.pop()
        if name in follows and name not in needed:
            needed.add(name)
            waiting += reads[name]
    return needed


def _is_kept(table: str) -> bool:
    return table in KEPT or table.startswith(("staging.", "rules."))


def _views(con: duckdb.DuckDBPyConnection, remade: set[str]) -> None:
    """Every table of the warehouse under its own name, but for those that are made again."""
    for schema in (*LAYERS, "policy", "disclosure"):
        con.execute(f"create schema {schema}")
    for table in tables_of(con, EXACT):
        if table not in remade:
            con.execute(f"create view {table} as from {EXACT}.{table}")


def tables_of(con: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    """`schema.name` of every table of an attached file."""
    found = con.execute(
        "select schema_name || '.' || table_name from duckdb_tables() where database_name = $name order by all",
        {"name": database},
    ).fetchall()
    return [name for (name,) in found]


def _count(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(f"create table disclosure.limit_ as {sql_of('limit')}")
    con.execute(f"create table disclosure.result_cell as {sql_of('result_cell')}")
    counted = protected_counts(con, read_limits(con))
    con.from_arrow(counted).create("disclosure.count")
