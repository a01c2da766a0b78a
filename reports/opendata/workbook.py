"""The workbooks of the open data, one for each subject: cover, contents, notes, columns, then a sheet per table.

Every sheet is in both languages. The same release gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time
from pathlib import Path
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from reports.opendata.metadata import Described
from reports.opendata.tables import OpenColumn, OpenData, OpenTable, is_guarded, workbook_of
from reports.standard.sections import STATUSES

MOST_ROWS = 1_048_575  # of a sheet, below its header
MOST_CHARACTERS = 32_767  # of a cell, in units of UTF-16
DAYS_TO_1970 = 25_569  # from the day Excel counts from
CHUNK_ROWS = 8_192
NUMBER, FLAG = '"><v>', '" t="b"><v>'
END = "</v></c>"


class TableSheet(Worksheet):
    """A worksheet of one open table: text is text, numbers are numbers, a missing value is no cell; never a formula.

    Use: workbook.add_worksheet(name, worksheet_class=TableSheet), then fill. Rows are written as XML, column by
    column: cell by cell, xlsxwriter takes six times as long.
    """

    def fill(self, table: OpenTable, header: Format, day: Format, quoted: Format) -> None:
        """Write the header, and hold the rows until the workbook is closed. `quoted`: for text that is no formula."""
        self.open_table, self.day, self.quoted = table, day, quoted
        # texts have their place in the workbook before its first sheet is written
        self.texts = {
            column.name: self._placed(table.rows[column.name].combine_chunks())
            for column in table.columns
            if column.kind == "string"
        }
        for place, column in enumerate(table.columns):
            self.write_string(0, place, f"{column.label}\n{column.name}", header)
        self.autofilter(0, 0, table.rows.num_rows, len(table.columns) - 1)
        self.dim_rowmax = table.rows.num_rows

    def _write_rows(self) -> None:
        """The header, then every row of the table."""
        super()._write_rows()
        for first in range(0, self.open_table.rows.num_rows, CHUNK_ROWS):
            for line in self._lines(first):
                self.fh.write(line)

    def _lines(self, first: int) -> list[str]:
        """Up to CHUNK_ROWS rows, from position `first` on, as one string of XML each."""
        rows = self.open_table.rows.slice(first, CHUNK_ROWS)
        numbers = pc.cast(pa.array(range(first + 2, first + rows.num_rows + 2), pa.int64()), pa.string())
        cells = []
        for place, column in enumerate(self.open_table.columns):
            begun = pc.binary_join_element_wise(f'<c r="{xl_col_to_name(place)}', numbers, "")
            if column.kind == "string":
                written = [self.texts[column.name].slice(first, CHUNK_ROWS).dictionary_decode()]
            else:
                kind, values = self._plain(column, rows[column.name].combine_chunks())
                written = [kind, pc.cast(values, pa.string()), END]
            cells.append(pc.fill_null(pc.binary_join_element_wise(begun, *written, ""), ""))
        opened = pc.binary_join_element_wise('<row r="', numbers, '">', "")
        return pc.binary_join_element_wise(opened, *cells, "</row>", "").to_pylist()

    def _placed(self, values: pa.Array) -> pa.DictionaryArray:
        """A column of texts, each as the XML of its cell after the cell's address."""
        encoded = values.dictionary_encode()
        texts = [self._text(text) for text in encoded.dictionary.to_pylist()]
        return pa.DictionaryArray.from_arrays(encoded.indices, pa.array(texts, pa.string()))

    def _plain(self, column: OpenColumn, values: pa.Array) -> tuple[str, pa.Array]:
        """For booleans, dates or numbers: the XML between the address of a cell and its value, and the values."""
        if column.kind == "boolean":
            return FLAG, pc.cast(values, pa.int8())
        if column.kind == "date":
            days = pc.add(pc.cast(values, pa.int32()), DAYS_TO_1970)
            return f'" s="{self.day._get_xf_index()}"><v>', days
        return NUMBER, values

    def _text(self, text: str) -> str:
        """The XML of a text cell after its address; the text itself is in the workbook's table of shared strings."""
        style = f'" s="{self.quoted._get_xf_index()}' if is_guarded(text) else ""
        text = _fitting(text)
        if text.startswith("<r>"):
            # xlsxwriter would take such a shared string for rich text: it is written inline, in the cell
            own = escape(self._escape_control_characters(text))
            return f'{style}" t="inlineStr"><is><t xml:space="preserve">{own}</t></is></c>'
        return f'{style}" t="s"><v>{self.str_table._get_shared_string_index(text)}</v></c>'


def _fitting(text: str) -> str:
    """As much of a text as a cell holds."""
    units = text.encode("utf-16-le")
    return (
        units[: 2 * MOST_CHARACTERS].decode("utf-16-le", "ignore")
        if len(units) > 2 * MOST_CHARACTERS
        else text
    )


AT_ONCE = 2
NARROW, WIDE, WIDEST = 16, 40, 90
TOP = {"text_wrap": True, "valign": "top"}
STYLES = {
    "title": {"bold": True, "font_size": 16},
    "strong": {"bold": True, **TOP},
    "text": TOP,
    "header": {"bold": True, "bottom": 1, "bg_color": "#E8EEF4", **TOP},
    "link": {"underline": 1, "font_color": "#1F5FA8", "valign": "top"},
    "day": {"num_format": "yyyy-mm-dd"},
    "quoted": {"quote_prefix": True},
}


def write_workbooks(data: OpenData, folder: Path) -> dict[str, Path]:
    """Write every workbook; the files by subject."""
    (folder / "xlsx").mkdir(parents=True, exist_ok=True)
    paths = {subject: folder / workbook_of(subject) for subject in data.subjects()}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(lambda subject: _Workbook(data, subject).write(paths[subject]), paths):
            pass
    return paths


class _Workbook:
    def __init__(self, data: OpenData, subject: str) -> None:
        self.data, self.subject = data, subject
        self.tables = data.subjects()[subject]
        self.words = Described(data)

    def write(self, path: Path) -> None:
        with xlsxwriter.Workbook(path) as book:
            self.formats = {name: book.add_format(style) for name, style in STYLES.items()}
            run = self.data.shared.run
            # not the day it is written on: the same release gives the same bytes
            book.set_properties(
                {
                    "title": self.words.both(f"open_data.subject.{self.subject}"),
                    "author": self.words.both("site.name"),
                    "comments": run.release_id,
                    "created": datetime.combine(run.as_of, time.min),
                }
            )
            self._lines(book, "cover", self._cover(), (WIDE, WIDEST))
            self._contents(self._sheet(book, "contents", (WIDE, WIDE, WIDEST, NARROW, NARROW, WIDE)))
            self._lines(book, "notes", self._notes(), (NARROW, WIDEST, WIDEST))
            self._columns(self._sheet(book, "columns", (WIDE, WIDE, WIDE, WIDEST, WIDE, NARROW)))
            for table in self._fitting():
                self._table(book, table)

    def _sheet(self, book: xlsxwriter.Workbook, name: str, widths: Sequence[int]) -> Worksheet:
        sheet = book.add_worksheet(self.words.both(f"open_data.sheet.{name}"))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        return sheet

    def _lines(
        self, book: xlsxwriter.Workbook, name: str, lines: Iterable[tuple[str, ...]], widths: Sequence[int]
    ) -> None:
        """A sheet of plain text; its first line is the title."""
        sheet = self._sheet(book, name, widths)
        for row, line in enumerate(lines):
            for place, text in enumerate(line):
                style = self.formats["title"] if row == 0 else self.formats["text"]
                sheet.write_string(row, place, text, self.formats["strong"] if row and not place else style)

    def _cover(self) -> Iterable[tuple[str, ...]]:
        run = self.data.shared.run
        yield (self.words.both(f"open_data.subject.{self.subject}"),)
        yield (self.words.both("site.name"), f"{run.city_name_zh} · {run.city_name_en}")
        if run.is_synthetic:
            yield ("", self.words.both("synthetic.label"))
        yield (self.words.both("document.release"), run.release_id)
        yield (self.words.both("document.issued"), run.as_of.isoformat())
        yield (self.words.both("open_data.policy"), f"{run.policy_title_zh} · {run.policy_title_en}")
        if run.objections_until:
            yield (self.words.both("receipt.objections"), run.objections_until.isoformat())
        for number, source in enumerate(self.data.shared.sources, start=1):
            said = (source.publisher, source.title, source.url, source.licence)
            # begun by a number: the library takes text between certain marks for its own mark-up
            text = f"{number}. " + " · ".join(part for part in said if part)
            yield (self.words.both("sources.heading") if number == 1 else "", text)

    def _notes(self) -> Iterable[tuple[str, ...]]:
        """How to read the sheets, and what a status means."""
        numbers = self.data.shared.disclosure.words
        yield (self.words.both("open_data.sheet.notes"),)
        for key in ("marks.note", "open_data.note.status", "open_data.note.sheets", "open_data.note.long"):
            yield ("", *(wording.text(key, **numbers) for wording in self.words.wordings))
        for status in STATUSES:
            yield (status, *(wording.text(f"status.{status}", **numbers) for wording in self.words.wordings))

    def _contents(self, sheet: Worksheet) -> None:
        self._header(sheet, ("table", "title", "grain", "rows", "columns", "file"))
        fitting = {table.name for table in self._fitting()}
        for row, table in enumerate(self.tables, start=1):
            notes = table.notes
            if table.name in fitting:
                sheet.write_url(row, 0, f"internal:'{table.sheet}'!A1", self.formats["link"], table.name)
            else:
                sheet.write_string(row, 0, table.name)
            texts = (f"{notes.title.zh}\n{notes.title.en}", f"{notes.grain.zh}\n{notes.grain.en}")
            for place, text in enumerate(texts, start=1):
                sheet.write_string(row, place, text, self.formats["text"])
            sheet.write_number(row, 3, table.rows.num_rows)
            sheet.write_number(row, 4, len(table.columns))
            sheet.write_string(row, 5, f"csv/{table.name}.csv")

    def _columns(self, sheet: Worksheet) -> None:
        self._header(sheet, ("table", "column", "label", "meaning", "unit", "kind"))
        lines = [(table, column) for table in self.tables for column in table.columns]
        for row, (table, column) in enumerate(lines, start=1):
            texts = (table.name, column.name, column.label, column.meaning, column.unit, column.kind)
            for place, text in enumerate(texts):
                sheet.write_string(row, place, text, self.formats["text"])
        sheet.autofilter(0, 0, len(lines), 5)

    def _header(self, sheet: Worksheet, names: Iterable[str]) -> None:
        for place, name in enumerate(names):
            sheet.write_string(0, place, self.words.both(f"open_data.column.{name}"), self.formats["header"])
        sheet.freeze_panes(1, 0)

    def _fitting(self) -> list[OpenTable]:
        """Tables that a sheet can hold."""
        return [table for table in self.tables if table.rows.num_rows <= MOST_ROWS]

    def _table(self, book: xlsxwriter.Workbook, table: OpenTable) -> None:
        sheet = book.add_worksheet(table.sheet, worksheet_class=TableSheet)
        sheet.fill(table, self.formats["header"], self.formats["day"], self.formats["quoted"])
        sheet.set_column(0, len(table.columns) - 1, NARROW)
        sheet.freeze_panes(1, 0)
