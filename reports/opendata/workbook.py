"""The workbooks of the open data, one for each subject: cover, contents, notes, columns, then a sheet per table.

Every sheet is in both languages. The same release gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.document.catalogue import LANGUAGES
from reports.document.language import language
from reports.document.wording import Wording
from reports.opendata import MOST_ROWS, OpenTable, TableSheet
from reports.opendata.context import OpenData
from reports.standard.closing import STATUSES

AT_ONCE = 2
NARROW, WIDE, WIDEST = 16, 40, 90
DAYS = {"num_format": "yyyy-mm-dd"}


def workbook_of(subject: str) -> str:
    """Where the workbook of a subject stands, relative to the folder of the open data."""
    return f"xlsx/majorwatch-{subject}.xlsx"


def write_workbooks(data: OpenData, folder: Path) -> dict[str, Path]:
    """Write every workbook; the files by subject."""
    (folder / "xlsx").mkdir(parents=True, exist_ok=True)
    paths = {subject: folder / workbook_of(subject) for subject in data.subjects()}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(lambda subject: _Workbook(data, subject).write(paths[subject]), paths):
            pass
    return paths


@dataclass(frozen=True)
class _Formats:
    title: Format
    strong: Format
    text: Format
    header: Format
    link: Format
    day: Format
    quoted: Format


class _Workbook:
    def __init__(self, data: OpenData, subject: str) -> None:
        self.data, self.subject = data, subject
        self.tables = data.subjects()[subject]
        self.wordings = [Wording(language(code), data.shared) for code in LANGUAGES]

    def write(self, path: Path) -> None:
        with xlsxwriter.Workbook(path) as book:
            self.formats = _formats(book)
            run = self.data.shared.run
            # not the day it is written on: the same release gives the same bytes
            book.set_properties(
                {
                    "title": self._both(f"open_data.subject.{self.subject}"),
                    "author": self._both("site.name"),
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

    def _both(self, key: str, **values: object) -> str:
        return " · ".join(wording.text(key, **values) for wording in self.wordings)

    def _sheet(self, book: xlsxwriter.Workbook, name: str, widths: Sequence[int]) -> Worksheet:
        sheet = book.add_worksheet(self._both(f"open_data.sheet.{name}"))
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
                style = self.formats.title if row == 0 else self.formats.text
                sheet.write_string(row, place, text, self.formats.strong if row and not place else style)

    def _cover(self) -> Iterable[tuple[str, ...]]:
        run = self.data.shared.run
        yield (self._both(f"open_data.subject.{self.subject}"),)
        yield (self._both("site.name"), f"{run.city_name_zh} · {run.city_name_en}")
        if run.is_synthetic:
            yield ("", self._both("synthetic.label"))
        yield (self._both("document.release"), run.release_id)
        yield (self._both("document.issued"), run.as_of.isoformat())
        yield (self._both("open_data.policy"), f"{run.policy_title_zh} · {run.policy_title_en}")
        if run.objections_until:
            yield (self._both("receipt.objections"), run.objections_until.isoformat())
        for number, source in enumerate(self.data.shared.sources, start=1):
            said = (source.publisher, source.title, source.url, source.licence)
            # begun by a number: the library takes text between certain marks for its own mark-up
            told = f"{number}. " + " · ".join(part for part in said if part)
            yield (self._both("sources.heading") if number == 1 else "", told)

    def _notes(self) -> Iterable[tuple[str, ...]]:
        """How to read the sheets, and what a status stands for."""
        limits = self.data.shared.disclosure
        numbers = {"cohort": limits.min_cohort, "part": limits.min_part, "base": limits.rounding_base}
        yield (self._both("open_data.sheet.notes"),)
        for key in ("marks.note", "open_data.note.status", "open_data.note.sheets", "open_data.note.long"):
            yield ("", *(wording.text(key, **numbers) for wording in self.wordings))
        for status in STATUSES:
            yield (status, *(wording.text(f"status.{status}", **numbers) for wording in self.wordings))

    def _contents(self, sheet: Worksheet) -> None:
        self._header(sheet, ("table", "title", "grain", "rows", "columns", "file"))
        fitting = {table.name for table in self._fitting()}
        for row, table in enumerate(self.tables, start=1):
            notes = table.notes
            if table.name in fitting:
                sheet.write_url(row, 0, f"internal:'{table.sheet}'!A1", self.formats.link, table.name)
            else:
                sheet.write_string(row, 0, table.name)
            texts = (f"{notes.title.zh}\n{notes.title.en}", f"{notes.grain.zh}\n{notes.grain.en}")
            for place, text in enumerate(texts, start=1):
                sheet.write_string(row, place, text, self.formats.text)
            sheet.write_number(row, 3, table.rows.num_rows)
            sheet.write_number(row, 4, len(table.columns))
            sheet.write_string(row, 5, f"csv/{table.name}.csv")

    def _columns(self, sheet: Worksheet) -> None:
        self._header(sheet, ("table", "column", "label", "meaning", "unit", "kind"))
        lines = [(table, column) for table in self.tables for column in table.columns]
        for row, (table, column) in enumerate(lines, start=1):
            texts = (table.name, column.name, column.label, column.meaning, column.unit, column.kind)
            for place, text in enumerate(texts):
                sheet.write_string(row, place, text, self.formats.text)
        sheet.autofilter(0, 0, len(lines), 5)

    def _header(self, sheet: Worksheet, names: Iterable[str]) -> None:
        for place, name in enumerate(names):
            sheet.write_string(0, place, self._both(f"open_data.column.{name}"), self.formats.header)
        sheet.freeze_panes(1, 0)

    def _fitting(self) -> list[OpenTable]:
        """Tables that a sheet can hold."""
        return [table for table in self.tables if table.rows.num_rows <= MOST_ROWS]

    def _table(self, book: xlsxwriter.Workbook, table: OpenTable) -> None:
        sheet = book.add_worksheet(table.sheet, worksheet_class=TableSheet)
        sheet.fill(table, self.formats.header, self.formats.day, self.formats.quoted)
        sheet.set_column(0, len(table.columns) - 1, NARROW)
        sheet.freeze_panes(1, 0)


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    top = {"text_wrap": True, "valign": "top"}
    return _Formats(
        title=book.add_format({"bold": True, "font_size": 16}),
        strong=book.add_format({"bold": True, **top}),
        text=book.add_format(top),
        header=book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF4", **top}),
        link=book.add_format({"underline": 1, "font_color": "#1F5FA8", "valign": "top"}),
        day=book.add_format(DAYS),
        quoted=book.add_format({"quote_prefix": True}),
    )
