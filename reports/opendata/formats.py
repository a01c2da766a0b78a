"""Open tables as CSV, as CSV that Excel reads as UTF-8, and as Parquet; where every file of the open data is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from reports.opendata.guard import guarded_table
from reports.opendata.tables import OpenTable
from transforms.connecting import in_memory

BOM = b"\xef\xbb\xbf"
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
