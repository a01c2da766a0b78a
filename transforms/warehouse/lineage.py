"""`meta.lineage`: what each column of a warehouse is made from, through every table down to delivered columns.

Read off the selects; methods of Python, and what is compared with an earlier release, declare it in their YAML.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb
import pyarrow as pa

from transforms.connecting import create_table
from transforms.warehouse.models import Model, load_tables
from transforms.warehouse.sql_columns import ROWS, Source, Sources, columns_read, known_columns

TABLE = "meta.lineage"
LINEAGE = pa.schema(
    [(name, pa.string()) for name in ("table_name", "column_name", "source_table", "source_column")]
    + [("steps_down", pa.int32()), ("is_root", pa.bool_())]
)
Direct = dict[Source, Sources]


def create_lineage_table(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table, empty: it is filled when the tables it tells of stand."""
    create_table(con, TABLE, [], LINEAGE)


def keep_lineage(con: duckdb.DuckDBPyConnection, models: Iterable[Model]) -> int:
    """Fill it for the warehouse in use; returns its rows. Errors: Untraceable, ValueError for a wrong declaration."""
    rows = lineage(direct_sources(models, load_tables(), columns_of_tables(con)))
    con.from_arrow(rows).insert_into(TABLE)
    return rows.num_rows


def columns_of_tables(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The columns of every table and view of the database in use, in their order."""
    found = con.execute(
        "select schema_name || '.' || table_name, list(column_name order by column_index) "
        "from duckdb_columns() where database_name = current_database() and not internal group by all"
    ).fetchall()
    return dict(found)


def direct_sources(
    models: Iterable[Model], given: Mapping[str, Mapping[str, Any]], columns: Mapping[str, list[str]]
) -> Direct:
    """What each column is made from by its own select or declaration. given: tables that no model makes."""
    known = known_columns(columns)
    direct: Direct = {}
    for model in models:
        if model.is_computed:
            found = _declared(model.table, model.notes.get("lineage", {}), columns)
        else:
            found = columns_read(model.sql, known)
        direct |= {(model.table, column): sources for column, sources in found.items()}
    for table, notes in given.items():
        if "lineage" in notes:
            found = _declared(table, notes["lineage"], columns)
            direct |= {(table, column): sources for column, sources in found.items()}
    return direct


def lineage(direct: Direct) -> pa.Table:
    """One row per column and column it is made from, directly or through others; a root is made from nothing else."""
    reached: dict[Source, dict[Source, int]] = {}
    rows: list[tuple[str, str, str, str, int, bool]] = []
    for column in sorted(direct):
        if column[1] != ROWS:
            found = sorted(_reach(column, direct, reached).items())
            rows += [(*column, *source, steps, source not in direct) for source, steps in found]
    arrays = zip(*rows, strict=True) if rows else [()] * len(LINEAGE)
    return pa.Table.from_arrays(
        [pa.array(array, field.type) for array, field in zip(arrays, LINEAGE, strict=True)], schema=LINEAGE
    )


def _reach(column: Source, direct: Direct, reached: dict[Source, dict[Source, int]]) -> dict[Source, int]:
    """Every column it is made from, by the fewest steps."""
    if column not in reached:
        found: dict[Source, int] = {}
        for source in direct.get(column, ()):
            found[source] = 1
        for source in direct.get(column, ()):
            for further, steps in _reach(source, direct, reached).items():
                found[further] = min(found.get(further, steps + 1), steps + 1)
        reached[column] = found
    return reached[column]


def _declared(
    table: str, said: Mapping[str, list[str]], columns: Mapping[str, list[str]]
) -> dict[str, Sources]:
    """The lineage that YAML states. Errors: ValueError where it leaves out a column or names one that is not there."""
    found = {column: frozenset(_source(name) for name in names) for column, names in said.items()}
    named = frozenset().union(*found.values())
    unknown = sorted(f"{of}.{column}" for of, column in named if column not in (*columns.get(of, ()), ROWS))
    differing = sorted(set(said) ^ set(columns.get(table, ())))
    if unknown or differing:
        raise ValueError(
            f"{table}: its `lineage` names columns that are not there: {unknown}, "
            f"or leaves out some of its own, or adds to them: {differing}"
        )
    every = {(of, ROWS) for of, _ in named}
    return found | {ROWS: frozenset(every)}


def _source(name: str) -> Source:
    table, column = name.rsplit(".", 1)
    return table, column
