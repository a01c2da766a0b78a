"""Open tables as CSV, as CSV that Excel reads as UTF-8, and as Parquet; where every file of the open data is.

Text that a spreadsheet would run as a formula when it opens a CSV file gets an apostrophe before it. The mark can be
taken off again without doubt (docs/decisions/open-data.md). Numbers are no text and stay numbers.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from reports.opendata.tables import OpenTable
from transforms.connecting import in_memory

MARK = "'"
SIGNS = "[=+\\-@＝＋－＠]"
# what may come before a sign without making it harmless
BLANKS = f"[{MARK} \t\n\x0b\x0c\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]*"
# a cell begins where a text does, and inside of it where a spreadsheet separates by another character
AT_START, INSIDE = f"{BLANKS}(?:{SIGNS}|[\t\r\n])", f"{BLANKS}{SIGNS}"
SEPARATORS = "[;\t\r\n]"
RISKY = re.compile(rf"\A(?={AT_START})|(?<={SEPARATORS})(?={INSIDE})")
MARKED = re.compile(rf"\A{MARK}(?={AT_START})|(?<={SEPARATORS}){MARK}(?={INSIDE})")
# the same as RISKY in words that RE2 knows, for a quick look over a whole column
SEEN = rf"\A{AT_START}|{SEPARATORS}{INSIDE}"


def is_guarded(text: str) -> bool:
    """Would a spreadsheet take the text, or a part of it, for a formula?"""
    return RISKY.search(text) is not None


def guarded(text: str) -> str:
    """The text with the mark wherever a cell may begin with what makes a formula."""
    return RISKY.sub(MARK, text)


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return MARKED.sub("", text)


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
    """Where a table, `schema.name`, is in a format, relative to the folder of the open data."""
    return f"{form}/{table}.{form.partition('-')[0]}"


def workbook_of(subject: str) -> str:
    """Where the workbook of a subject is, relative to the folder of the open data."""
    return f"xlsx/majorwatch-{subject}.xlsx"


@dataclass(frozen=True)
class OpenFile:
    """A written file; `path` is relative to the folder of the open data."""

    path: str
    bytes: int
    sha256: str


def file_of(path: Path, folder: Path) -> OpenFile:
    """What a reader needs to know whether a file came whole."""
    content = path.read_bytes()
    return OpenFile(path.relative_to(folder).as_posix(), len(content), hashlib.sha256(content).hexdigest())


def write_tables(tables: Iterable[OpenTable], folder: Path) -> dict[str, dict[str, OpenFile]]:
    """Write every table in every format; the files by table and format."""
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
    """UTF-8, a header, lines that end in LF; missing is empty, text is guarded, a number has all its digits."""
    con.from_arrow(guarded_table(rows)).write_csv(str(path), header=True)


def write_parquet(table: OpenTable, path: Path) -> None:
    """Every value as it is, with the words of each column beside it."""
    fields = [
        field.with_metadata({"title": column.label, "description": column.meaning, "unit": column.unit})
        for field, column in zip(table.rows.schema, table.columns, strict=True)
    ]
    about = {"title": table.notes.title.zh, "description": table.notes.grain.en}
    pq.write_table(table.rows.cast(pa.schema(fields, about)), path, compression="zstd")
