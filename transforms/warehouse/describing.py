"""Comment every table and column of a warehouse file with what it holds: the comments that SQL clients show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from transforms.connecting import quoted
from transforms.warehouse.models import Model, load_columns, load_tables

# every column but those of the landing views
COLUMNS = (
    "select schema_name || '.' || table_name, column_name, data_type from duckdb_columns() "
    "where database_name = $database and schema_name <> 'landing' order by all"
)


def infinite_doubles(con: duckdb.DuckDBPyConnection, database: str) -> duckdb.DuckDBPyRelation:
    """One row per column that offends: table, column, and in how many rows. `database` is the one in use."""
    columns = con.execute(COLUMNS, {"database": database}).fetchall()
    looks = [
        f"select '{table}' as table_name, '{column}' as column_name, count(*) as rows "
        f'from {table} where not isfinite("{column}") having count(*) > 0'
        for table, column, kind in columns
        if kind in ("DOUBLE", "FLOAT")
    ]
    nothing = "select '' as table_name, '' as column_name, 0 as rows where false"
    return con.sql(" union all ".join([nothing, *looks]))


def describe(con: duckdb.DuckDBPyConnection, database: str, models: Iterable[Model]) -> None:
    """Comment every table and column of an attached database, Chinese | English; unknown ones stay bare.

    Of a table: its title and what a row is; of a column: its label, its meaning and its unit.
    """
    columns = con.execute(COLUMNS, {"database": database}).fetchall()
    described, tables = load_columns(), notes_of_tables(models)
    # one transaction: a thousand commits would each wait for the disk
    con.execute("begin")
    for table in sorted({table for table, _, _ in columns} & tables.keys()):
        title = tables[table]["title"]
        comment = f"{title['zh']} | {title['en']}: {tables[table]['grain']}"
        con.execute(f"comment on table {database}.{table} is {quoted(comment)}")
    for table, column, _ in columns:
        if words := described.get(column):
            unit = f" [{words['unit']}]" if words.get("unit") else ""
            comment = f"{words['zh']} | {words['en']}{unit}"
            con.execute(f'comment on column {database}.{table}."{column}" is {quoted(comment)}')
    con.execute("commit")


def notes_of_tables(models: Iterable[Model]) -> dict[str, dict[str, Any]]:
    """Title, grain, key and references of every table of a warehouse, by `schema.name`."""
    return {model.table: model.notes for model in models if "title" in model.notes} | load_tables()


def references(tables: Mapping[str, Mapping[str, Any]], table: str) -> list[tuple[str, tuple[str, ...]]]:
    """The tables that one refers to, each with its own columns that hold the other's key.

    `refers_to` names a table whose key has the same column names here, or says which columns hold it. A table that
    is not among `tables` is returned only where its columns are given.
    """
    found = []
    for target in tables[table].get("refers_to", ()):
        if isinstance(target, dict):
            found += [(name, tuple(columns)) for name, columns in target.items()]
        elif target in tables:
            found.append((target, tuple(tables[target]["key"])))
    return found
