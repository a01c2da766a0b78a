"""Which columns are published straight from the exact warehouse: each is declared, with what keeps it from telling a
withheld count, in exact_columns.yaml beside this file. One that is not refuses the release."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

from transforms.disclosure.public_tables import PublicTable, Undeclared
from transforms.disclosure.world import CELLS, EXACT, FACTS, REPLACED, sql_of
from transforms.warehouse.lineage import columns_read, known_columns
from transforms.yaml_text import read_yaml

DECLARED = Path(__file__).with_suffix(".yaml")
# names of its tables as they are traced: lineage knows a schema and a table
OF_EXACT = re.compile(rf"\b{EXACT}\.(?=\w+\.)")
Column = tuple[str, str]


def check_columns(con: duckdb.DuckDBPyConnection, tables: Iterable[PublicTable]) -> None:
    """Errors: Undeclared naming every column that is read from `exact` and not declared, or declared and not read.

    con: the published world, with the warehouse attached.
    """
    read, declared = columns_of_exact(con, tables), declared_columns()
    if unknown := sorted(f"{table}.{column}" for table, column in read - declared.keys()):
        raise Undeclared(
            f"read from the exact warehouse, by no reason that {DECLARED.name} declares: {', '.join(unknown)}"
        )
    if gone := sorted(f"{table}.{column}" for table, column in declared.keys() - read):
        raise Undeclared(f"{DECLARED.name} declares columns that are not read so: {', '.join(gone)}")


def declared_columns() -> dict[Column, str]:
    """Table and column → why it may be read."""
    return {
        (table, column): entry["why"]
        for entry in read_yaml(DECLARED)["columns"]
        for table, columns in entry["of"].items()
        for column in columns
    }


def columns_of_exact(con: duckdb.DuckDBPyConnection, tables: Iterable[PublicTable]) -> set[Column]:
    """Columns of published tables, and of those they are made from, that a select reads from the exact warehouse, and
    the tables that are seen as they are though they are made from counts (`*`)."""
    known = known_columns(_columns(con))
    selects: dict[str, str] = {table.name: table.sql for table in tables if table.how == "selected"}
    selects |= {path.stem: path.read_text(encoding="utf-8") for path in REPLACED.glob("*.sql")}
    selects |= {path.stem: path.read_text(encoding="utf-8") for path in CELLS.glob("*.sql")}
    # the door itself: what becomes of each count there is what the redraws model
    del selects["disclosure.cell"]
    read = {
        (table, column)
        for table, sql in selects.items()
        if OF_EXACT.search(sql)
        for column, sources in columns_read(OF_EXACT.sub(f"{EXACT}_", sql), known).items()
        if column != "*" and any(source.startswith(f"{EXACT}_") for source, _ in sources)
    }
    return read | {(table, "*") for table in FACTS}


def _columns(con: duckdb.DuckDBPyConnection) -> Mapping[str, list[str]]:
    return dict(con.execute(sql_of("known_column"), {"exact": EXACT}).fetchall())
