"""A twin of a release: a warehouse with other counts where counts are withheld, published by the same rules.

Whatever is published must be the same. So a read of an exact count anywhere (a column, an order of rows, a double of
full precision) shows, whether or not somebody thought of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from transforms.connecting import attach, in_memory, read_only, tables_of
from transforms.disclosure.facts import KEY, MEASURES, Key, sql_of
from transforms.disclosure.protect import write_published
from transforms.disclosure.public_tables import public_tables
from transforms.disclosure.world import DELIVERED_COUNTS, EARLIER, EXACT, read_of_exact
from transforms.warehouse.making import World, create_schemas
from transforms.warehouse.models import Model, find_models, load_columns

REPLACED = ("core.cohort", "core.enrolment", "core.delivered_indicator", "core.employer_industry")
CELLS_READ = frozenset({*REPLACED, "core.program"})
SHOWN_ROWS = 3
TRUTH = "truth"
Counts = Mapping[Key, int]


@dataclass(frozen=True)
class Difference:
    """A table that is published otherwise of a twin: in which column, in how many rows, and the first of them."""

    table: str
    column: str
    rows: int
    first: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column} ({self.rows}): {self.first}"


def publish_twin(
    warehouse: Path, public: Path, counts: Counts, previous: Path | None = None, before: Counts | None = None
) -> None:
    """Write the public file of a twin. counts: its withheld counts. previous: the public file of the release before,
    whose warehouse stands beside it; before: the twin's counts of that one."""
    models = find_models()
    tables = public_tables(models)
    with in_memory() as con:
        create_schemas(con)
        stand(con, EXACT, warehouse, counts, models, read_of_exact(models, tables))
        if previous is not None and before is not None:
            stand(con, EARLIER, previous.with_name(warehouse.name), before, models, CELLS_READ)
        write_published(con, public, models, tables, previous)


def stand(
    con: duckdb.DuckDBPyConnection,
    name: str,
    warehouse: Path,
    counts: Counts,
    models: Sequence[Model],
    asked: frozenset[str],
) -> None:
    """Make the twin of a warehouse in memory, as far as it is asked for, as the database `name`."""
    truth = f"{TRUTH}_{name}"
    attach(con, warehouse, truth)
    con.execute(f"attach ':memory:' as {name}")
    con.execute(f"use {name}")
    create_schemas(con)
    _draw(con, counts)
    for table in REPLACED:
        sql = sql_of(f"twin_{table.removeprefix('core.')}").replace(f"{TRUTH}.", f"{truth}.")
        con.execute(f"create table {table} as {sql}")
    for table in DELIVERED_COUNTS & asked:
        con.execute(f"create view {table} as {_other_counts(con, f'{truth}.{table}')}")
    whole = {table for table in tables_of(con, truth) if table.split(".")[0] in ("policy", "meta")}
    world = World(models, asked | whole, given=frozenset({*REPLACED, *(DELIVERED_COUNTS & asked)}))
    world.see(con, truth)
    world.make(con)
    con.execute("drop table drawn_count")
    con.execute("use memory")


def differences(published_file: Path, twin: Path) -> list[Difference]:
    """What two public files of one release say differently, row by row as they are written."""
    with read_only(published_file) as con:
        attach(con, twin, "twin")
        [(ours,)] = con.execute("select current_database()").fetchall()
        names = tables_of(con, ours)
        if missing := set(names) ^ set(tables_of(con, "twin")):
            return [Difference(table, "*", 0, "is published of one of the two") for table in sorted(missing)]
        return [found for table in names for found in _differing(con, ours, table)]


def _differing(con: duckdb.DuckDBPyConnection, ours: str, table: str) -> list[Difference]:
    one = con.sql(f"from {ours}.{table}").to_arrow_table()
    other = con.sql(f"from twin.{table}").to_arrow_table()
    if one.num_rows != other.num_rows:
        return [Difference(table, "*", abs(one.num_rows - other.num_rows), "more rows in one of the two")]
    return [
        _shown(table, name, one, other)
        for name in one.column_names
        if not one.column(name).equals(other.column(name))
        and one.column(name).to_pylist() != other.column(name).to_pylist()
    ]


def _shown(table: str, column: str, one: pa.Table, other: pa.Table) -> Difference:
    pairs = zip(one.column(column).to_pylist(), other.column(column).to_pylist(), strict=True)
    rows = [number for number, (a, b) in enumerate(pairs) if a != b]
    first = [
        f"{one.slice(at, 1).to_pylist()[0]} → {other.column(column)[at].as_py()!r}"
        for at in rows[:SHOWN_ROWS]
    ]
    return Difference(table, column, len(rows), "; ".join(first))


def _draw(con: duckdb.DuckDBPyConnection, counts: Counts) -> None:
    """A table of the drawn counts: one row per cell and one column per measure."""
    cells: dict[Key, dict[str, int]] = defaultdict(dict)
    for key, count in counts.items():
        cells[key[:-1]][key[-1]] = count
    schema = pa.schema(
        [(name, pa.int32() if name == "year" else pa.string()) for name in KEY]
        + [(measure, pa.int64()) for measure in MEASURES]
    )
    rows = [dict(zip(KEY, cell, strict=True)) | measured for cell, measured in cells.items()]
    con.from_arrow(pa.Table.from_pylist(rows, schema=schema)).create("drawn_count")


def _other_counts(con: duckdb.DuckDBPyConnection, table: str) -> str:
    """A select of delivered rows in which every count of persons is another."""
    described = load_columns()
    counted = [
        column
        for column in con.sql(f"from {table}").columns
        if described.get(column, {}).get("unit") in ("persons", "seats")
    ]
    replaced = ", ".join(f"{column} + 1 as {column}" for column in counted)
    return f"select * replace ({replaced}) from {table}" if counted else f"from {table}"
