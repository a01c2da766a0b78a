"""Tables as files whose bytes depend on nothing but the table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
import yaml

from transforms.yaml_text import read_yaml

FORMS_FILE = Path(__file__).parent / "forms.yaml"
LEVEL_WORDS = {
    "secondary": "中职",
    "associate": "高职专科",
    "vocational_bachelor": "职业本科",
    "bachelor": "本科",
    "postgraduate": "研究生",
}
SYNTHETIC_NOTE = "本表为合成样例，学校与数据均为虚构，仅供软件演示。"


@dataclass(frozen=True)
class Table:
    """One delivered table: contract columns under the office's own headers, and rows in that order.

    `path` is relative to the delivery folder; its suffix says CSV or XLSX. A workbook has `title`
    above its header. `totals` names the columns that a closing 合计 row sums.
    """

    feed: str
    path: str
    title: str
    publisher: str
    delivered_on: date
    headers: dict[str, str]
    rows: Sequence[tuple[Any, ...]]
    constants: dict[str, str] = field(default_factory=dict)
    encoding: str = "utf-8-sig"
    totals: tuple[str, ...] = ()
    footnote: str = ""

    @property
    def columns(self) -> list[str]:
        return list(self.headers)

    @property
    def is_workbook(self) -> bool:
        return self.path.endswith(".xlsx")

    def total_row(self, word: str, rows: Sequence[tuple[Any, ...]]) -> list[Any]:
        """A word such as 合计 in the first column, and sums of the rows under the columns of `totals`."""
        sums = [
            sum(row[index] or 0 for row in rows) if column in self.totals else None
            for index, column in enumerate(self.columns)
        ]
        return [word, *sums[1:]]


def form(name: str) -> dict[str, str]:
    """Headers of a form: contract column → what the office prints. Errors: KeyError for an unknown form."""
    return dict(_forms()[name])


@cache
def _forms() -> dict[str, dict[str, str]]:
    return read_yaml(FORMS_FILE)


def table_of(
    path: str,
    publisher: str,
    day: date,
    records: Iterable[Mapping[str, Any] | tuple[Any, ...]],
    title: str | None = None,
    headers: dict[str, str] | None = None,
    **more: Any,
) -> Table:
    """The table of the feed that its folder names; titled as its file and on the form of its feed, unless stated.

    records: rows, or values by contract column of which the form takes its own. more: further fields of the table.
    """
    feed = path.partition("/")[0]
    headers = headers or form(feed)
    rows = [
        record if isinstance(record, tuple) else tuple(record[column] for column in headers)
        for record in records
    ]
    return Table(feed, path, title or Path(path).stem, publisher, day, headers, rows, **more)


LICENCE = "CC0-1.0"
# a domain that can never exist: nobody published these tables
URL = "https://example.invalid/majorwatch-sample"
# a workbook records when it was made; ours say the same at every making
WORKBOOK_DATE = datetime(2026, 1, 1)


class MergedArea(NamedTuple):
    """Cells shown as one, with the value of the first; numbers from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class WorkbookSheet:
    name: str
    lines: Sequence[Sequence[Any]]
    merges: Sequence[MergedArea] = field(default=())
    is_hidden: bool = False


def write_tidy(table: Table, out: Path) -> None:
    """Write the table and its source file below `out`."""
    if table.is_workbook:
        write_delivery(table, [WorkbookSheet("Sheet1", _tidy_lines(table))], out)
    else:
        write_delivery(table, csv_bytes([list(table.headers.values()), *table.rows], table.encoding), out)


def write_delivery(table: Table, content: bytes | Iterable[WorkbookSheet], out: Path, **facts: Any) -> None:
    """Write a file and its source file, with these facts beside the usual ones; None leaves a fact out."""
    path = out / table.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        write_workbook(path, content)
    stated = source_facts(table) | facts
    write_source(path, {name: fact for name, fact in stated.items() if fact is not None})


def _tidy_lines(table: Table) -> list[Sequence[Any]]:
    """Title, header, rows, total, footnote."""
    lines: list[Sequence[Any]] = [[table.title], list(table.headers.values()), *table.rows]
    if table.totals:
        lines.append(table.total_row("合计", table.rows))
    if table.footnote:
        lines.append([table.footnote])
    return lines


def write_workbook(path: Path, sheets: Iterable[WorkbookSheet]) -> None:
    """Write sheets as they are: text as text, so that codes keep their leading zeros."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        workbook.set_properties({"created": WORKBOOK_DATE, "comments": SYNTHETIC_NOTE})
        for sheet in sheets:
            worksheet = workbook.add_worksheet(sheet.name)
            for merge in sheet.merges:
                worksheet.merge_range(*merge, "")
            covered = {
                (row, column)
                for merge in sheet.merges
                for row in range(merge.top, merge.bottom + 1)
                for column in range(merge.left, merge.right + 1)
            } - {(merge.top, merge.left) for merge in sheet.merges}
            for row, line in enumerate(sheet.lines):
                for column, value in enumerate(line):
                    if (row, column) not in covered:
                        _write_cell(worksheet, row, column, value)
            if sheet.is_hidden:
                worksheet.hide()


def _write_cell(worksheet: Any, row: int, column: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        worksheet.write_datetime(row, column, datetime(value.year, value.month, value.day))
    elif isinstance(value, str):
        worksheet.write_string(row, column, value)
    else:
        worksheet.write_number(row, column, value)


def csv_bytes(lines: Iterable[Sequence[Any]], encoding: str, delimiter: str = ",") -> bytes:
    """Delimited text; an empty cell where there is no value."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode(encoding)


def source_facts(table: Table) -> dict[str, Any]:
    """The content of `<file>.source.yaml`."""
    facts: dict[str, Any] = {
        "feed": table.feed,
        "publisher": table.publisher,
        "title": f"{table.title}（合成样例）",
        "url": URL,
        "licence": LICENCE,
        "accessed": table.delivered_on,
        "delivered_on": table.delivered_on,
        "synthetic": True,
    }
    if table.constants:
        facts["constants"] = dict(table.constants)
    return facts


def remove_former_sample(out: Path) -> None:
    """Take away what an earlier making left in the folder: files whose source file says they are ours."""
    for source in sorted(out.rglob("*.source.yaml")):
        if f"url: {URL}\n" in source.read_text(encoding="utf-8"):
            source.with_name(source.name.removesuffix(".source.yaml")).unlink(missing_ok=True)
            source.unlink()


class _PlainDumper(yaml.SafeDumper):
    """Says a date twice rather than by reference."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write_source(path: Path, facts: dict[str, Any]) -> None:
    text = yaml.dump(facts, Dumper=_PlainDumper, allow_unicode=True, sort_keys=False)
    path.with_name(path.name + ".source.yaml").write_text(text, encoding="utf-8")
