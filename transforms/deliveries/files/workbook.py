"""Opens workbooks (XLSX, XLSB, XLS, ODS) as sheets of text, with their merged areas.

In an XLSX file, a cell with an error (#REF!) or with a formula saved without its value becomes a text that says so; the
reader alone would return it empty, as if the value were missing.
"""

from __future__ import annotations

import gc
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from transforms.deliveries.files.sheets import (
    HEAD_ROWS,
    Batch,
    Cells,
    Merge,
    Opened,
    Sheet,
    UnreadableFile,
    encoded,
    text_of,
)

ERROR = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*\bt="e"[^>]*>(?:<f[^>]*?(?:/>|>[^<]*</f>))?<v>([^<]*)</v>')
UNCALCULATED = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*><f[^>]*?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>')
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
NO_VALUE = "#NO_VALUE!"
MOST_BYTES = 512 << 20
MARKS = (b't="e"', b"<f")
PIECE, TAIL = 1 << 18, 8


def unshown_cells(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """Text of such cells by sheet name and position from 0; empty for a workbook that is not XLSX."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        found = {name: _cells(archive, member) for name, member in _members(archive).items()}
    return {name: cells for name, cells in found.items() if cells}


def _members(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the archive member that holds it."""
    try:
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    except (KeyError, ElementTree.ParseError):
        return {}
    sheets = [element for element in book.iter() if element.tag.endswith("}sheet")]
    named = {sheet.get("name", ""): targets.get(sheet.get(RELATION), "") for sheet in sheets}
    return {
        name: target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        for name, target in named.items()
    }


def _cells(archive: zipfile.ZipFile, member: str) -> dict[tuple[int, int], str]:
    content = _unpacked(archive, member)
    found: dict[tuple[int, int], str] = {}
    if b't="e"' in content:
        for column, row, text in ERROR.findall(content):
            found[int(row) - 1, _number(column)] = text.decode("utf-8", "replace")
    if b"<f" in content:
        for column, row in UNCALCULATED.findall(content):
            found[int(row) - 1, _number(column)] = NO_VALUE
    return found


def _unpacked(archive: zipfile.ZipFile, member: str) -> bytes:
    """A sheet's bytes where it has such cells, else none. Most have not, and are looked through piece by piece."""
    try:
        found = archive.getinfo(member)
        if found.file_size > MOST_BYTES or not _has_marks(archive, found):
            return b""
        return archive.read(member)
    except (KeyError, zipfile.BadZipFile, zlib.error, ValueError, EOFError):
        return b""


def _has_marks(archive: zipfile.ZipFile, found: zipfile.ZipInfo) -> bool:
    """Whether a member holds an error or a formula, read raw: checksums are the spreadsheet reader's matter."""
    if found.compress_type != zipfile.ZIP_DEFLATED or archive.fp is None:
        return True
    with archive.open(found):
        start = archive.fp.tell()
    archive.fp.seek(start)
    packed = archive.fp.read(found.compress_size)
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    tail = b""
    while packed:
        piece = tail + unpacker.decompress(packed, PIECE)
        if any(mark in piece for mark in MARKS):
            return True
        tail, packed = piece[-TAIL:], unpacker.unconsumed_tail
    return False


def _number(letters: bytes) -> int:
    """Column position from 0: A → 0, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


KINDS = {".ods": "ods", ".xls": "xls", ".xlsb": "xlsb"}


def open_workbook(path: Path) -> Opened:
    """Open a workbook; hidden sheets are among its sheets, marked. Errors: UnreadableFile `encrypted_file` or
    `unreadable_file`."""
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
    """Reading makes a million objects that all stay in use; garbage collection would take a third of the time."""
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
    """A column as text, each distinct cell stored once. Booleans become text first: True and 1 are one dict key."""
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
