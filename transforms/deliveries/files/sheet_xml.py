"""What a spreadsheet reader leaves out: cells that show an error, and formulas saved without their value.

Both read as empty, and an empty cell is a missing value; a cell that shows #REF! is not.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree

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
