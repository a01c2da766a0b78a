"""An open table: its rows in types that every format has, and each column with its words and unit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from reports.opendata.notes import Reference, TableNotes
from transforms.warehouse.models import STATUS

Kind = Literal["string", "integer", "number", "boolean", "date"]
KINDS: tuple[tuple[Kind, Callable[[pa.DataType], bool]], ...] = (
    ("integer", pa.types.is_integer),
    ("number", pa.types.is_floating),
    ("boolean", pa.types.is_boolean),
    ("date", pa.types.is_date),
    ("string", pa.types.is_string),
)


@dataclass(frozen=True)
class OpenColumn:
    """`label` is Chinese and short, `meaning` English and exact. A status says why another column has no value."""

    name: str
    kind: Kind
    label: str
    meaning: str
    unit: str

    @property
    def is_status(self) -> bool:
        """Is it the column beside a published number that says why it is missing?"""
        return self.name.endswith(STATUS) and self.meaning.startswith("status of ")


@dataclass(frozen=True)
class OpenTable:
    """`key` is empty where a row of this release lacks a part of it; references lead to open tables only."""

    notes: TableNotes
    columns: tuple[OpenColumn, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]
    rows: pa.Table

    @property
    def name(self) -> str:
        return self.notes.name

    @property
    def sheet(self) -> str:
        """The name without its schema."""
        return self.name.partition(".")[2]


def open_table(
    notes: TableNotes,
    rows: pa.Table,
    described: Mapping[str, Mapping[str, str]],
    open_tables: Collection[str],
) -> OpenTable:
    """A table of the public file as an open one. `described`: what each column means, by its name."""
    rows = _plain(rows)
    columns = tuple(_column(field, described[field.name]) for field in rows.schema)
    key = notes.key if all(name in rows.column_names for name in notes.key) else ()
    if any(rows[name].null_count for name in key):
        key = ()
    references = tuple(
        item
        for item in notes.references
        if item.table in open_tables and all(name in rows.column_names for name in item.columns)
    )
    return OpenTable(notes, columns, key, references, rows)


def _column(field: pa.Field, words: Mapping[str, str]) -> OpenColumn:
    kind = next(kind for kind, is_kind in KINDS if is_kind(field.type))
    return OpenColumn(field.name, kind, words["zh"], words["en"], words.get("unit", ""))


def _plain(rows: pa.Table) -> pa.Table:
    """Sums of whole numbers as 64-bit integers, which every format has."""
    for place, field in enumerate(rows.schema):
        if pa.types.is_decimal(field.type):
            whole = pc.cast(rows[field.name], pa.int64())
            rows = rows.set_column(place, field.name, whole)
    return rows
