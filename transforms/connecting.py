"""Connections to DuckDB that print nothing.

After two seconds DuckDB would draw a progress bar on standard output, where programs and pipes read the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

# clients of DuckDB 1.2 and later can open what is published
STORAGE_VERSION = "v1.2.0"


def in_memory() -> duckdb.DuckDBPyConnection:
    """A database of one's own, to make tables in."""
    return _silent(duckdb.connect())


def read_only(file: Path, config: Mapping[str, Any] | None = None) -> duckdb.DuckDBPyConnection:
    """A file that is only read. Errors: duckdb.Error where it cannot be opened."""
    return _silent(duckdb.connect(str(file), read_only=True, config={**(config or {})}))


def _silent(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    con.execute("set enable_progress_bar = false")
    return con


def attach(con: duckdb.DuckDBPyConnection, file: Path, name: str) -> None:
    """Attach a file under a name, to be read only. Errors: duckdb.Error where it cannot be opened."""
    con.execute(f"attach {quoted(str(file))} as {name} (read_only)")


def attach_new(con: duckdb.DuckDBPyConnection, file: Path, name: str) -> None:
    """Attach a file to be written, in the oldest form that our own reading needs, so that older clients open it."""
    con.execute(f"attach {quoted(str(file))} as {name} (storage_version '{STORAGE_VERSION}')")


def quoted(text: str) -> str:
    """A text as a literal of SQL, where no parameter can be bound."""
    return "'" + text.replace("'", "''") + "'"


def dicts_of(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """What the last statement of a connection gives: a row is column → value."""
    names = [column[0] for column in con.description or []]
    return [dict(zip(names, row, strict=True)) for row in con.fetchall()]


def tables_of(con: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    """`schema.name` of every table of an attached database."""
    found = con.execute(
        "select schema_name || '.' || table_name from duckdb_tables() where database_name = $name order by all",
        {"name": database},
    ).fetchall()
    return [name for (name,) in found]


def relations_of(con: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    """`schema.name` of every table and view of an attached database; none where there is no such database."""
    found = con.execute(
        "select table_schema || '.' || table_name from information_schema.tables "
        "where table_catalog = $name order by all",
        {"name": database},
    ).fetchall()
    return [name for (name,) in found]


def columns_of(con: duckdb.DuckDBPyConnection, database: str, table: str) -> dict[str, str]:
    """Column → type of a table `schema.name` of an attached database; empty where there is no such table."""
    schema, name = table.split(".")
    found = con.execute(
        "select column_name, data_type from duckdb_columns() where database_name = $database "
        "and schema_name = $schema and table_name = $name order by column_index",
        {"database": database, "schema": schema, "name": name},
    ).fetchall()
    return dict(found)


def rows_in(con: duckdb.DuckDBPyConnection, table: str) -> int:
    """How many rows a table has."""
    # fetchall, not fetchone: DuckDB 2.0 refuses other work while a result is half read
    [(rows,)] = con.execute(f"select count(*) from {table}").fetchall()
    return int(rows)


def create_table(
    con: duckdb.DuckDBPyConnection, name: str, rows: Iterable[Mapping[str, Any]], schema: pa.Schema
) -> None:
    """Write rows to a table `schema.name`; an empty input makes an empty table with its types."""
    write_table(con, name, pa.Table.from_pylist(list(rows), schema=schema))


def write_table(con: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Write an Arrow table as `schema.name`."""
    write_relation(con, name, con.from_arrow(table))


def write_relation(con: duckdb.DuckDBPyConnection, name: str, relation: duckdb.DuckDBPyRelation) -> None:
    """Write the rows of a relation as `schema.name`."""
    schema, table = name.split(".")
    con.execute("set schema = $schema", {"schema": schema})
    relation.create(table)
    con.execute("set schema = 'main'")
