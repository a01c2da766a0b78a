"""Workbooks (XLSX, XLS, ODS) as sheets of text, with the merged areas and what a cell shows instead of a value."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from transforms.deliveries.files.cells import Batch, Merge, encoded, text_of
from transforms.deliveries.files.sheet_xml import unshown_cells
from transforms.deliveries.files.sheets import HEAD_ROWS, Cells, Opened, Sheet, UnreadableFile

KINDS = {".ods": "ods", ".xls": "xls", ".xlsb": "xlsb"}


def open_workbook(path: Path) -> Opened:
    """Open a workbook. Errors: UnreadableFile."""
    try:
        with path.open("rb") as stream, _without_garbage_collection():
            workbook = CalamineWorkbook.from_object(stream)
            hidden = {
                sheet.name for sheet in workbook.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible
            }
            unshown = unshown_cells(path)
            sheets = [
                _sheet(workbook.get_sheet_by_name(name), name in hidden, unshown.get(name, {}))
                for name in workbook.sheet_names
            ]
    except PasswordError:
        raise UnreadableFile("encrypted_file") from None
    except (CalamineError, OSError, ValueError, EOFError) as error:
        raise UnreadableFile("unreadable_file", (str(error).splitlines() or [""])[0][:200]) from None
    with path.open("rb") as stream:
        is_zip = stream.read(2) == b"PK"
    kind = KINDS.get(path.suffix.lower(), "xlsx") if is_zip else "xls"
    return Opened(sheets, kind)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """A million new cells are no garbage; looking for it costs a third of the reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _sheet(sheet: CalamineSheet, is_hidden: bool, unshown: dict[tuple[int, int], str]) -> Sheet:
    lines: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    for (row, column), text in unshown.items():
        if row < len(lines) and column < len(lines[row]):
            lines[row][column] = text
    head: list[Cells] = [[text_of(cell) for cell in line] for line in lines[:HEAD_ROWS]]
    cached: dict[tuple[int, int], Batch] = {}

    def batches(first: int, width: int) -> Iterator[Batch]:
        if (first, width) not in cached:
            cached[first, width] = _columns(lines, first, width)
        if len(cached[first, width]):
            yield cached[first, width]

    merges = tuple(
        Merge(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
    )
    return Sheet(sheet.name, head, list(range(1, len(head) + 1)), batches, merges, is_hidden)


def _columns(lines: list[list[Any]], first: int, width: int) -> Batch:
    body = lines[first:]
    wide = len(body[0]) if body else 0
    columns = tuple(_column(list(map(itemgetter(position), body))) for position in range(wide))
    rows = np.arange(first + 1, first + 1 + len(body), dtype=np.int64)
    missing = width - len(columns)
    return Batch(columns + tuple(_column([""] * len(body)) for _ in range(max(missing, 0))), rows)


def _column(cells: list[Any]) -> pa.DictionaryArray:
    """Distinct cells once. 1, 1.0 and True are one key to a dict, so booleans are made text first."""
    kinds = set(map(type, cells))
    if kinds == {str}:
        return encoded(pa.array(cells, pa.string()))
    if kinds == {float}:
        numbers = pa.array(cells, pa.float64()).dictionary_encode()
        texts = [text_of(number) or "" for number in numbers.dictionary.to_pylist()]
        return encoded(pa.DictionaryArray.from_arrays(numbers.indices, pa.array(texts, pa.string())))
    if bool in kinds:
        cells = [text_of(cell) if isinstance(cell, bool) else cell for cell in cells]
    distinct = {cell: position for position, cell in enumerate(dict.fromkeys(cells))}
    indices = pa.array(list(map(distinct.__getitem__, cells)), pa.int32())
    texts = [text_of(cell) or "" for cell in distinct]
    return encoded(pa.DictionaryArray.from_arrays(indices, pa.array(texts, pa.string())))
