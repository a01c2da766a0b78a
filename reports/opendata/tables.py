"""The open data: every table of the public file, its rows in types that every format has, and what describes it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from reports.data.query import Warehouse
from reports.data.release import Shared
from transforms.warehouse.describing import notes_of_tables, references
from transforms.warehouse.models import NOTES, STATUS, list_models, load_columns, load_notes


class Undescribed(Exception):
    """A published table without the notes that readers need; the message names the files to mend."""


@dataclass(frozen=True)
class Words:
    zh: str
    en: str


@dataclass(frozen=True)
class ForeignKey:
    """`columns` name the row of `table` whose columns `to` hold the same."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class TableNotes:
    """`grain` says what one row is; `key` names the columns that identify a row."""

    name: str
    subject: str
    title: Words
    grain: Words
    key: tuple[str, ...]
    references: tuple[ForeignKey, ...]


def notes_of(tables: Iterable[str]) -> list[TableNotes]:
    """Notes of tables of a public file, by subject, in the order of readers. Errors: Undescribed.

    A table that is described but not in the file is passed over: another policy may lack it.
    """
    wanted = set(tables)
    described = notes_of_tables(model for model in list_models() if model.table in wanted)
    shown = [name for name, notes in load_notes().items() if "subject" in notes and name in described]
    if lacking := sorted(wanted - set(shown)):
        raise Undescribed(f"sql/<layer>/{NOTES} gives no subject or no title of {', '.join(lacking)}")
    return [_notes(name, described) for name in shown if name in wanted]


def _notes(name: str, tables: Mapping[str, Mapping[str, Any]]) -> TableNotes:
    own = tables[name]
    title, grain = Words(**own["title"]), Words(own["grain_zh"], own["grain"])
    # what a table refers to may not be published; there is nothing to look up then
    referred = tuple(
        ForeignKey(columns, table, tuple(tables[table]["key"]))
        for table, columns in references(tables, name)
        if table in tables
    )
    return TableNotes(name, own["subject"], title, grain, tuple(own.get("key", ())), referred)


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
    references: tuple[ForeignKey, ...]
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


@dataclass(frozen=True)
class OpenData:
    shared: Shared
    tables: tuple[OpenTable, ...]

    def subjects(self) -> dict[str, tuple[OpenTable, ...]]:
        """Tables by subject, both in the order of readers."""
        names = dict.fromkeys(table.notes.subject for table in self.tables)
        return {name: tuple(table for table in self.tables if table.notes.subject == name) for name in names}


def load_open_data(warehouse: Warehouse, shared: Shared) -> OpenData:
    """Read all of it. Errors: Undescribed, KeyError for a column without words."""
    names, described = warehouse.tables(), load_columns()
    return OpenData(
        shared,
        tuple(open_table(notes, warehouse.table(notes.name), described, names) for notes in notes_of(names)),
    )
