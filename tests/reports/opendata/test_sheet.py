"""A sheet holds what the table holds: text as text, numbers as numbers, dates as dates, nothing where nothing is."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import xlsxwriter

from reports.opendata import workbook as sheets
from reports.opendata.tables import OpenTable, TableNotes, Words, open_table
from reports.opendata.workbook import TableSheet
from tests.reports.opendata.hostile_city import HOSTILE

WORDS = {name: {"zh": name, "en": name} for name in ("text", "number", "whole", "flag", "day")}
NOTES = TableNotes("marts.made_up", "warning", Words("表", "table"), Words("一行", "one row"), (), ())


def table_of(**columns: pa.Array) -> OpenTable:
    return open_table(NOTES, pa.table(columns), WORDS, {"marts.made_up"})


def written(folder: Path, *tables: OpenTable) -> Path:
    path = folder / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        formats = [book.add_format({"num_format": form}) for form in ("@", "yyyy-mm-dd")]
        formats.append(book.add_format({"quote_prefix": True}))
        for number, table in enumerate(tables):
            book.add_worksheet(f"{number}", worksheet_class=TableSheet).fill(table, *formats)
    return path


def read(path: Path) -> list[list[tuple[object, ...]]]:
    return [list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in openpyxl.load_workbook(path)]


def test_every_kind_of_value_comes_back(tmp_path: Path) -> None:
    table = table_of(
        text=pa.array(["080901", None, ""]),
        number=pa.array([-0.1, 1e-7, None]),
        whole=pa.array([None, -5, 2**40], pa.int64()),
        flag=pa.array([True, False, None]),
        day=pa.array([datetime.date(2026, 2, 28), None, datetime.date(1999, 12, 31)]),
    )
    [rows] = read(written(tmp_path, table))
    assert rows == [
        ("080901", -0.1, None, True, datetime.datetime(2026, 2, 28)),
        (None, 1e-7, -5, False, None),
        ("", None, 2**40, None, datetime.datetime(1999, 12, 31)),
    ]


def test_sheets_of_one_book_keep_their_own_texts(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(sheets, "CHUNK_ROWS", 2)
    one = table_of(text=pa.array(["a", "b", "a", "c", "b"]))
    other = table_of(text=pa.array(["c", None, "d"]))
    assert read(written(tmp_path, one, other)) == [
        [("a",), ("b",), ("a",), ("c",), ("b",)],
        [("c",), (None,), ("d",)],
    ]


def test_an_empty_table_is_a_sheet_with_its_header(tmp_path: Path) -> None:
    path = written(tmp_path, table_of(text=pa.array([], pa.string())))
    assert read(path) == [[]]
    assert openpyxl.load_workbook(path)["0"]["A1"].value == "text\ntext"


def test_no_text_is_a_formula_or_mark_up(tmp_path: Path) -> None:
    path = written(tmp_path, table_of(text=pa.array(HOSTILE)))
    book = openpyxl.load_workbook(path)
    cells = [cell for [cell] in book["0"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    # the reader leaves control characters as Excel writes them
    shown = [text.replace("\x07", "_x0007_").replace("\r", "_x000D_") for text in HOSTILE]
    assert [cell.value for cell in cells] == shown
    with zipfile.ZipFile(path) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
    assert all(cell.quotePrefix for cell in cells if cell.value.startswith("="))


def test_text_longer_than_a_cell_is_cut_between_characters(tmp_path: Path) -> None:
    long = "😀" * 20_000
    [[(text,)]] = read(written(tmp_path, table_of(text=pa.array([long]))))
    assert text == "😀" * (sheets.MOST_CHARACTERS // 2)


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    table = table_of(text=pa.array(HOSTILE))
    assert written(tmp_path, table).read_bytes() == written(tmp_path / "again", table).read_bytes()
