"""Open a file of any accepted kind as tables of text, each row with the number a person sees.

Nothing is interpreted here: every cell is text or null, and no character is ever replaced.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

SNIFFED_BYTES = 1 << 18
ENCODINGS = ("utf-8", "gb18030")
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
WORKBOOKS = {b"PK\x03\x04": "xlsx", b"\xd0\xcf\x11\xe0": "xls"}


class Unreadable(Exception):
    """A file that cannot be read as a table; carries the reason code and what was found."""

    def __init__(self, reason_code: str, found: str = "") -> None:
        super().__init__(f"{reason_code}: {found}")
        self.reason_code = reason_code
        self.found = found


@dataclass(frozen=True)
class Sheet:
    """One table as text. `cells`: string columns, all of one length; `rows`: int64, the row each stands in."""

    name: str | None
    cells: pa.Table
    rows: pa.Array
    is_hidden: bool = False

    def head(self, count: int) -> list[list[str | None]]:
        """The first rows as lists of text."""
        head = self.cells.slice(0, count)
        return [list(row) for row in zip(*(column.to_pylist() for column in head.columns), strict=True)]


@dataclass(frozen=True)
class Opened:
    """A file's sheets and what it turned out to be. `ragged`: (row, raw text) of lines with a wrong number of cells."""

    sheets: list[Sheet]
    format: str
    encoding: str | None = None
    ragged: tuple[tuple[int, str], ...] = ()


def open_file(path: Path, encoding: str | None = None, allow: Iterable[str] = ()) -> Opened:
    """Open a delivery. Errors: Unreadable with a reason code of reasons.yaml."""
    head = path.read_bytes()[:4] if path.stat().st_size < SNIFFED_BYTES else _first_bytes(path, 4)
    if not head:
        raise Unreadable("empty_file")
    if head == b"PAR1":
        if "parquet" not in allow:
            raise Unreadable("parquet_not_allowed")
        return _open_parquet(path)
    if head in WORKBOOKS:
        return _open_workbook(path, WORKBOOKS[head])
    return _open_text(path, encoding)


def _first_bytes(path: Path, count: int) -> bytes:
    with path.open("rb") as stream:
        return stream.read(count)


def _open_parquet(path: Path) -> Opened:
    try:
        table = pq.read_table(path)
        cells = pa.table([column.cast(pa.string()) for column in table.columns], names=_names(table.num_columns))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise Unreadable("unreadable_file", str(error)[:200]) from None
    header = pa.table([[name] for name in table.column_names], names=cells.column_names, schema=cells.schema)
    cells = pa.concat_tables([header, cells])
    return Opened([Sheet(None, cells, pa.array(range(cells.num_rows), pa.int64()))], "parquet")


def _open_workbook(path: Path, kind: str) -> Opened:
    import fastexcel

    kind = "ods" if kind == "xlsx" and path.suffix.lower() == ".ods" else kind
    try:
        workbook = fastexcel.read_excel(path)
        sheets = [_sheet(workbook.load_sheet(name, header_row=None, dtypes="string")) for name in workbook.sheet_names]
    except fastexcel.FastExcelError as error:
        raise Unreadable("unreadable_file", str(error).splitlines()[0][:200]) from None
    return Opened([sheet for sheet in sheets if sheet.cells.num_rows], kind)


def _sheet(sheet) -> Sheet:
    table = pa.Table.from_batches([sheet.to_arrow()])
    cells = table.rename_columns(_names(table.num_columns))
    # the reader begins at the first filled row; rows above it are counted by the difference of heights
    first = sheet.total_height - cells.num_rows + 1
    rows = pa.array(range(first, first + cells.num_rows), pa.int64())
    return Sheet(sheet.name, cells, rows, sheet.visible != "visible")


def _open_text(path: Path, encoding: str | None) -> Opened:
    sample = _first_bytes(path, SNIFFED_BYTES)
    if b"\x00" in sample and not sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Unreadable("not_a_table")
    by_bom = next((name for bom, name in BOMS.items() if sample.startswith(bom)), None)
    for candidate in [encoding] if encoding else [by_bom] if by_bom else ENCODINGS:
        try:
            return _read_text(path, candidate, sample)
        except (UnicodeDecodeError, UnicodeError):
            continue
        except pa.ArrowInvalid as error:
            if "UTF8" not in str(error):
                raise Unreadable("unreadable_file", str(error)[:200]) from None
    raise Unreadable("unknown_encoding")


def _read_text(path: Path, encoding: str, sample: bytes) -> Opened:
    lines = codecs.getincrementaldecoder(encoding)("strict").decode(sample).splitlines()[:50]
    delimiter = _delimiter(lines)
    widths = [len(row) for row in csv.reader(lines[:-1] or lines, delimiter=delimiter)]
    width = max(set(widths), key=lambda count: (widths.count(count) if count > 1 else 0, count), default=1)
    # rows above the first full one are titles: fewer cells than the table has columns
    title_rows = next((number for number, count in enumerate(widths) if count == width), 0)
    ragged: list[tuple[int, str]] = []

    def keep_ragged(row: pyarrow.csv.InvalidRow) -> str:
        ragged.append((row.number, row.text))
        return "skip"

    table = pyarrow.csv.read_csv(
        path,
        pyarrow.csv.ReadOptions(
            # row numbers of ragged lines are only known to a single thread
            use_threads=False,
            autogenerate_column_names=True,
            skip_rows=title_rows,
            encoding="utf8" if encoding in ("utf-8", "utf-8-sig") else encoding,
        ),
        pyarrow.csv.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep_ragged
        ),
        pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(_names(width), pa.string()), strings_can_be_null=False
        ),
    )
    return Opened([Sheet(None, table, _row_numbers(table, title_rows, ragged))], "csv", encoding, tuple(ragged))


def _delimiter(lines: list[str]) -> str:
    counted = {mark: sum(line.count(mark) for line in lines) for mark in (",", "\t", ";", "，")}
    return max(counted, key=lambda mark: counted[mark])


def _row_numbers(table: pa.Table, title_rows: int, ragged: list[tuple[int, str]]) -> pa.Array:
    """Numbers of the rows kept: those of the file without the ragged lines among them."""
    last = title_rows + table.num_rows + len(ragged)
    numbers = pa.array(range(title_rows + 1, last + 1), pa.int64())
    if not ragged:
        return numbers
    skipped = pa.array([number for number, _ in ragged], pa.int64())
    return numbers.filter(pc.invert(pc.is_in(numbers, skipped)))


def _names(count: int) -> list[str]:
    return [f"f{number}" for number in range(count)]
