"""The open data: every table of the public file, its rows in types that every format has, and what describes it.

It is written as CSV, as CSV that Excel reads as UTF-8, and as Parquet. Text that a spreadsheet would run as a formula
when it opens a CSV file gets an apostrophe before it. The mark can be taken off again without doubt
(docs/decisions/open-data.md). Numbers are no text and stay numbers.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from reports.data.query import Warehouse
from reports.data.release import Shared
from transforms.connecting import in_memory
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
    if any(_lacks_some(rows[name]) for name in key):
        key = ()
    references = tuple(
        item
        for item in notes.references
        if item.table in open_tables and all(name in rows.column_names for name in item.columns)
    )
    return OpenTable(notes, columns, key, references, rows)


def _lacks_some(column: pa.ChunkedArray) -> bool:
    """Is a value missing? CSV cannot tell an empty text from that."""
    is_text = pa.types.is_string(column.type)
    return bool(column.null_count) or (is_text and bool(pc.any(pc.equal(column, "")).as_py()))


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


MARK = "'"
SIGNS = "[=+\\-@＝＋－＠]"
# what may come before a sign without making it harmless
BLANKS = f"[{MARK} \t\n\x0b\x0c\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]*"
# a cell begins where a text does, and inside of it where a spreadsheet separates by another character
AT_START, INSIDE = f"{BLANKS}(?:{SIGNS}|[\t\r\n])", f"{BLANKS}{SIGNS}"
SEPARATORS = "[;\t\r\n]"
RISKY = re.compile(rf"\A(?={AT_START})|(?<={SEPARATORS})(?={INSIDE})")
# the same as RISKY in words that RE2 knows, for a quick look over a whole column
SEEN = rf"\A{AT_START}|{SEPARATORS}{INSIDE}"


def is_guarded(text: str) -> bool:
    """Would a spreadsheet take the text, or a part of it, for a formula?"""
    return RISKY.search(text) is not None


def guarded(text: str) -> str:
    """The text with the mark wherever a cell may begin with what makes a formula."""
    return RISKY.sub(MARK, text)


def guarded_table(table: pa.Table) -> pa.Table:
    """The table with every text guarded; most columns hold nothing that needs it and stay as they are."""
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type) and pc.any(pc.match_substring_regex(table[place], SEEN)).as_py():
            texts = [None if text is None else guarded(text) for text in table[place].to_pylist()]
            table = table.set_column(place, field, pa.array(texts, field.type))
    return table


BOM = b"\xef\xbb\xbf"
FOLDER = "data"
PACKAGE, METADATA = "datapackage.json", "dataset.jsonld"
FORMATS = ("csv", "csv-excel", "parquet")


def path_of(table: str, form: str) -> str:
    """The path of a table `schema.name` in one of FORMATS, relative to the folder of the open data."""
    return f"{form}/{table}.{form.partition('-')[0]}"


def workbook_of(subject: str) -> str:
    """The path of the workbook of a subject, relative to the folder of the open data."""
    return f"xlsx/majorwatch-{subject}.xlsx"


@dataclass(frozen=True)
class OpenFile:
    """A written file; `path` is relative to the folder of the open data, `bytes` its size, `sha256` in hex."""

    path: str
    bytes: int
    sha256: str


def file_of(path: Path, folder: Path) -> OpenFile:
    """Size and checksum of a written file, by which a reader can verify a download."""
    content = path.read_bytes()
    return OpenFile(path.relative_to(folder).as_posix(), len(content), hashlib.sha256(content).hexdigest())


def write_tables(tables: Iterable[OpenTable], folder: Path) -> dict[str, dict[str, OpenFile]]:
    """Write every table in every format; returns table name → format → file."""
    for form in FORMATS:
        (folder / form).mkdir(parents=True, exist_ok=True)
    written = {}
    with in_memory() as con:
        for table in tables:
            paths = {form: folder / path_of(table.name, form) for form in FORMATS}
            write_csv(con, table.rows, paths["csv"])
            paths["csv-excel"].write_bytes(BOM + paths["csv"].read_bytes())
            write_parquet(table, paths["parquet"])
            written[table.name] = {form: file_of(path, folder) for form, path in paths.items()}
    return written


def write_csv(con: duckdb.DuckDBPyConnection, rows: pa.Table, path: Path) -> None:
    """Write CSV: UTF-8, a header, lines ending in LF, an empty field for a missing value, numbers with all digits, and
    an apostrophe before text that a spreadsheet would run as a formula (guard.py)."""
    con.from_arrow(guarded_table(rows)).write_csv(str(path), header=True)


def write_parquet(table: OpenTable, path: Path) -> None:
    """Write Parquet: values unchanged; label, meaning and unit of each column are in the metadata of its field."""
    fields = [
        field.with_metadata({"title": column.label, "description": column.meaning, "unit": column.unit})
        for field, column in zip(table.rows.schema, table.columns, strict=True)
    ]
    about = {"title": table.notes.title.zh, "description": table.notes.grain.en}
    pq.write_table(table.rows.cast(pa.schema(fields, about)), path, compression="zstd")
