"""Look at every double of a warehouse, whoever made it: none is infinite, none is not a number."""

from __future__ import annotations

import duckdb

NAMES = (
    "select schema_name || '.' || table_name, column_name from duckdb_columns() "
    "where database_name = $database and data_type in ('DOUBLE', 'FLOAT') and schema_name <> 'landing' order by all"
)


def infinite_doubles(con: duckdb.DuckDBPyConnection, database: str) -> duckdb.DuckDBPyRelation:
    """One row per column that offends: table, column, and in how many rows. `database` is the one in use."""
    columns = con.execute(NAMES, {"database": database}).fetchall()
    looks = [
        f"select '{table}' as table_name, '{column}' as column_name, count(*) as rows "
        f'from {table} where not isfinite("{column}") having count(*) > 0'
        for table, column in columns
    ]
    nothing = "select '' as table_name, '' as column_name, 0 as rows where false"
    return con.sql(" union all ".join([nothing, *looks]))
