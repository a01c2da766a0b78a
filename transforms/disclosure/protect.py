"""From the exact warehouse of a release to the file its public product is made from, and from nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb

from transforms.disclosure.limits import Limits, read_limits
from transforms.disclosure.public_tables import PublicTable, public_tables
from transforms.disclosure.world import EXACT, protected_world, tables_of
from transforms.warehouse.build import STORAGE_VERSION
from transforms.warehouse.models import find_models, load_columns

PUBLIC = "public"


def protect(warehouse: Path, public: Path) -> dict[str, int]:
    """Write `public`, a DuckDB file of the same schemas and names that tells nothing a reader may not know.

    Counts of persons are rounded, each withheld value is missing with its status in `<column>_status`. Returns the
    rows of each table. Errors: NoLimits, Undeclared.
    """
    models = find_models()
    tables = public_tables(models)
    with protected_world(warehouse, models, tables) as con:
        quoted = str(public).replace("'", "''")
        con.execute(f"attach '{quoted}' as {PUBLIC} (storage_version '{STORAGE_VERSION}')")
        for schema in ("marts", "meta", "policy"):
            con.execute(f"create schema {PUBLIC}.{schema}")
        limits = read_limits(con)
        for name in tables_of(con, EXACT):
            if name.startswith("policy."):
                _keep(con, name, f"from {EXACT}.{name} order by all")
        for table in _results_first(tables):
            _keep(con, table.name, _select(con, table, limits))
        _comment(con, {model.table: model.notes.get("title", {}).get("zh", "") for model in models})
        con.execute(f"checkpoint {PUBLIC}")
        return {name: _rows(con, name) for name in tables_of(con, PUBLIC)}


def _results_first(tables: list[PublicTable]) -> list[PublicTable]:
    """Verdicts tell the numbers of the published results."""
    return sorted(tables, key=lambda table: (table.name != "marts.criterion_result", table.name))


def _keep(con: duckdb.DuckDBPyConnection, name: str, sql: str) -> None:
    con.execute(f"create table {PUBLIC}.{name} as {sql}")
    if name == "marts.criterion_result":
        con.execute(f"create view disclosure.public_result as from {PUBLIC}.{name}")


def _select(con: duckdb.DuckDBPyConnection, table: PublicTable, limits: Limits) -> str:
    if table.how == "selected":
        return table.sql + "\norder by all"
    columns = [column for (column,) in _described(con, table.name)]
    written = [part for column in columns for part in _column(table, column, limits)]
    return f"select {', '.join(written)} from {table.name} order by {', '.join(table.key) or 'all'}"


def _column(table: PublicTable, column: str, limits: Limits) -> list[str]:
    """A column as it is published: as it is, rounded to the base, or told where it rests on enough persons."""
    if column in table.counts:
        base = limits.rounding_base
        return [f"{base} * round({column} / {base}) as {column}"]
    status = _status(table, column, limits)
    return (
        [f"case when {status} is null then {column} end as {column}", f"{status} as {column}_status"]
        if status
        else [column]
    )


def _status(table: PublicTable, column: str, limits: Limits) -> str:
    """Why a ratio, a share or the numerator of a share is withheld, as an expression; empty for other columns."""
    small = ""
    persons = table.ratios.get(column)
    for share, (numerator, denominator) in table.shares.items():
        if column in (share, numerator):
            persons = denominator
            small = f"when least({numerator}, {denominator} - {numerator}) <= {limits.min_part} then 'c' "
    if persons is None:
        return ""
    return (
        f"case when {persons} = 0 then 'z' when {persons} < {limits.min_cohort} then 'low' {small}"
        f"when {persons} is null or {column} is null then 'x' end"
    )


def _described(con: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str]]:
    schema, name = table.split(".")
    return con.execute(
        "select column_name from duckdb_columns() where database_name = 'memory' and schema_name = $schema "
        "and table_name = $name order by column_index",
        {"schema": schema, "name": name},
    ).fetchall()


def _comment(con: duckdb.DuckDBPyConnection, titles: dict[str, str]) -> None:
    described = load_columns()
    columns = con.execute(
        "select schema_name || '.' || table_name, column_name from duckdb_columns() where database_name = $name",
        {"name": PUBLIC},
    ).fetchall()
    con.execute("begin")
    for table in sorted({table for table, _ in columns}):
        if titles.get(table):
            con.execute(f"comment on table {PUBLIC}.{table} is {_literal(titles[table])}")
    for table, column in columns:
        if words := described.get(column):
            text = f"{words['zh']} | {words['en']}" + (f" [{words['unit']}]" if words.get("unit") else "")
            con.execute(f'comment on column {PUBLIC}.{table}."{column}" is {_literal(text)}')
    con.execute("commit")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _rows(con: duckdb.DuckDBPyConnection, name: str) -> int:
    [(rows,)] = con.execute(f"select count(*) from {PUBLIC}.{name}").fetchall()
    return rows
