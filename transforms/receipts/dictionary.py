"""What the tables and columns of a release mean, asked of the file itself: its comments and `meta.lineage`."""

from __future__ import annotations

from pathlib import Path

from transforms.receipts.locked_down import locked_down
from transforms.receipts.verdict import Rows, rows_of_query


def tables_named(warehouse: Path, part: str = "") -> Rows:
    """Tables whose name holds `part` (all by default), with their rows and meaning; marts first."""
    with locked_down(warehouse) as con:
        return rows_of_query(con, "dictionary_tables", part=part)


def columns_of(warehouse: Path, table: str) -> Rows:
    """The columns of `schema.name`: type, meaning, and the delivered columns and policy values each is made from."""
    with locked_down(warehouse) as con:
        return rows_of_query(con, "dictionary_columns", table=table)
