"""Tables as files whose bytes depend on nothing but the table."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

from transforms.sample.tables import SYNTHETIC_NOTE, Table

LICENCE = "CC0-1.0"
# a workbook records when it was made; ours says the same at every making
WORKBOOK_DATE = datetime(2026, 1, 1)


def write_table(table: Table, out: Path) -> Path:
    """Write the table and its source file below `out`; returns the path of the delivery."""
    path = out / table.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".xlsx":
        write_workbook(path, sheet_lines(table))
    else:
        path.write_bytes(csv_bytes([list(table.headers.values()), *table.rows], table.encoding))
    write_source(path, source_facts(table))
    return path


def sheet_lines(table: Table) -> list[list[Any]]:
    """The lines of a tidy sheet: title, header, rows, total, footnote."""
    lines: list[list[Any]] = [[table.title]] if table.has_title_row else []
    lines.append(list(table.headers.values()))
    lines.extend(list(row) for row in table.rows)
    if table.totals:
        lines.append(table.total_row())
    if table.footnote:
        lines.append([table.footnote])
    return lines


def write_workbook(path: Path, lines: list[list[Any]], sheet: str = "Sheet1") -> None:
    """One sheet, written as it is: text as text, so that codes keep their leading zeros."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        workbook.set_properties({"created": WORKBOOK_DATE, "comments": SYNTHETIC_NOTE})
        worksheet = workbook.add_worksheet(sheet)
        for number, line in enumerate(lines):
            for position, value in enumerate(line):
                write_cell(worksheet, number, position, value)


def write_cell(worksheet: Any, row: int, column: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        worksheet.write_datetime(row, column, datetime(value.year, value.month, value.day))
    elif isinstance(value, str):
        worksheet.write_string(row, column, value)
    else:
        worksheet.write_number(row, column, value)


def csv_bytes(lines: list[Any], encoding: str) -> bytes:
    """Comma-separated text; an empty cell where there is no value."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode(encoding)


def source_facts(table: Table) -> dict[str, Any]:
    """What stands in `<file>.source.yaml`."""
    facts: dict[str, Any] = {
        "feed": table.feed,
        "publisher": table.publisher,
        "title": f"{table.title}（合成样例）" if "合成样例" not in table.title else table.title,
        "url": "https://example.invalid/majorwatch-sample",
        "licence": LICENCE,
        "accessed": table.delivered_on,
        "delivered_on": table.delivered_on,
        "synthetic": True,
    }
    if table.constants:
        facts["constants"] = dict(table.constants)
    return facts


def write_source(path: Path, facts: dict[str, Any]) -> None:
    text = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False)
    path.with_name(path.name + ".source.yaml").write_text(text, encoding="utf-8")
