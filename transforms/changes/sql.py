"""The two releases and the work between them as attached databases, and the selects that compare them."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from transforms.sql_text import SQL_DIR, selects_in

PREVIOUS, PRESENT, WORK = "previous", "warehouse", "changes"
sql_of = selects_in(SQL_DIR / "changes")


def columns_of(con: duckdb.DuckDBPyConnection, database: str, table: str) -> dict[str, str]:
    """Column → type of a table `schema.name`; empty where there is no such table."""
    schema, name = table.split(".")
    found = con.execute(
        "select column_name, data_type from duckdb_columns() where database_name = $database "
        "and schema_name = $schema and table_name = $name order by column_index",
        {"database": database, "schema": schema, "name": name},
    ).fetchall()
    return dict(found)


def filled(con: duckdb.DuckDBPyConnection, database: str, table: str, columns: Mapping[str, str]) -> str:
    """A select of these columns of a table; what an earlier release did not have is null, its table empty."""
    own = columns_of(con, database, table)
    told = [
        f'"{name}"' if name in own else f'cast(null as {kind}) as "{name}"' for name, kind in columns.items()
    ]
    if not own:
        return f"select {', '.join(told)} where false"
    return f"select {', '.join(told)} from {database}.{table}"
