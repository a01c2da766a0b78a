"""A copy of a delivery as a workbook, the bad cells in colour with the reason as a comment.

It is written beside the original and never over anything; a workbook keeps its own looks.
"""

from __future__ import annotations

import errno
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from transforms.check.check import Problem
from transforms.child_process import ChildDied, run_in_child
from transforms.deliveries.files.opening import open_file
from transforms.deliveries.files.safety import FileLimits
from transforms.deliveries.files.sheets import Sheet
from transforms.deliveries.mapping.headers import folded

MARK = ".核对"
COLOUR = PatternFill("solid", fgColor="FFC7CE")
COMMENT_SIZE = (420, 120)
HEADER_ROWS = 40
# keeping the looks of a workbook costs a second per megabyte; of a larger file the texts are copied
MOST_BYTES = 5_000_000
MOST_ROWS = 20_000


def mark(path: Path, problems: Iterable[Problem], lang: str = "zh") -> Path:
    """Write the marked copy; returns its path. Errors: OSError where that is not possible."""
    target = _reserve(path)
    try:
        run_in_child(write_copy, path, target, list(problems), lang, bounds=FileLimits().bounds)
    except ChildDied as problem:
        target.unlink()
        raise OSError(errno.EIO, problem.reason_code) from None
    return target


def write_copy(path: Path, target: Path, problems: list[Problem], lang: str) -> None:
    """Fill the file reserved for the copy. Runs in the child."""
    by_sheet: dict[str | None, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_sheet[problem.sheet].append(problem)
    book = _own_looks(path) if _keeps_looks(path) else _texts_only(path, by_sheet)
    for sheet, found in by_sheet.items():
        page = book[sheet] if sheet in book.sheetnames else book.worksheets[0]
        _mark_page(page, found, lang)
    book.save(target)


def _reserve(path: Path) -> Path:
    """An empty file beside the original under the first name that is free."""
    number = 1
    while True:
        target = path.with_name(f"{path.stem}{MARK}{'' if number == 1 else number}.xlsx")
        try:
            target.open("xb").close()
        except FileExistsError:
            number += 1
        else:
            return target


def _keeps_looks(path: Path) -> bool:
    with path.open("rb") as stream:
        is_zip = stream.read(4) == b"PK\x03\x04"
    return is_zip and path.suffix.lower() != ".ods" and path.stat().st_size <= MOST_BYTES


def _own_looks(path: Path) -> openpyxl.Workbook:
    with path.open("rb") as stream:
        return openpyxl.load_workbook(stream, keep_links=False)


def _texts_only(path: Path, problems: dict[str | None, list[Problem]]) -> openpyxl.Workbook:
    """The cells of any other file as text, in their places; beyond MOST_ROWS only the rows with problems."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in open_file(path).sheets:
        page = book.create_sheet(sheet.name or "Sheet1")
        bad = {problem.row for problem in problems.get(sheet.name, ())}
        for number, cells in _rows(sheet):
            if number <= MOST_ROWS or number in bad:
                for column, text in enumerate(cells, start=1):
                    if text is not None:
                        page.cell(number, column, ILLEGAL_CHARACTERS_RE.sub("", text)).data_type = "s"
    return book


def _rows(sheet: Sheet) -> Iterator[tuple[int, list[str | None]]]:
    """Number and cells of each row; a line that does not fit the table is one cell."""
    for batch in sheet.batches(0, sheet.width(0)):
        for line in batch.ragged:
            yield line.row, [line.text]
        for position, number in enumerate(batch.rows.tolist()):
            yield number, batch.row(position)


def _mark_page(page: Worksheet, problems: list[Problem], lang: str) -> None:
    headers = _headers(page)
    said: dict[tuple[int, int], list[str]] = defaultdict(list)
    for problem in problems:
        said[problem.row, _column(headers, problem.column)].append(
            f"{problem.said(lang)}。{problem.mend(lang)}"
        )
    for (row, column), sentences in said.items():
        cell = page.cell(row, column)
        if isinstance(cell, MergedCell):
            area = next(area for area in page.merged_cells.ranges if cell.coordinate in area)
            cell = page.cell(area.min_row, area.min_col)
        cell.fill = COLOUR
        cell.comment = Comment("\n".join(sentences), "majorwatch", *reversed(COMMENT_SIZE))


def _headers(page: Worksheet) -> dict[str, int]:
    """Every text of the first rows, folded → its column; of two the lower one."""
    lines = page.iter_rows(min_row=1, max_row=HEADER_ROWS)
    return {folded(cell.value): cell.column for line in lines for cell in line if isinstance(cell.value, str)}


def _column(headers: dict[str, int], name: str | None) -> int:
    """The column of a header; of a merged one its lowest part decides; the first column where there is none."""
    wanted = folded(name)
    if wanted in headers:
        return headers[wanted]
    endings = [header for header in headers if header and wanted.endswith(header)]
    return headers[max(endings, key=len)] if endings else 1
