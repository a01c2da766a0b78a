"""Which encoding a text file is in: byte order mark, strict UTF-8, strict GB18030, UTF-16, or none of them.

Every decoder is strict to the last byte, so that no character is ever replaced.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from transforms.deliveries.files.sheets import UnreadableFile

BLOCK = 1 << 22
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# of the characters beyond ASCII in a Chinese office's file nearly all are in GB 2312; of another encoding
# read as GB18030 by mistake, about half
LEAST_COMMON_SHARE = 0.8
SAMPLE_CHARACTERS = 20_000
BEYOND_ASCII = re.compile("[^\x00-\x7f]+")


def encoding_of(path: Path, stated: str | None = None) -> str:
    """The codec to read a file with. Errors: UnreadableFile `unknown_encoding`, `doubtful_encoding`, `not_a_table`."""
    with path.open("rb") as stream:
        start = stream.read(BLOCK)
    if stated:
        if not _decodes(path, stated):
            raise UnreadableFile("unknown_encoding", stated)
        return stated
    marked = next((name for bom, name in BOMS.items() if start.startswith(bom)), None)
    if marked:
        if not _decodes(path, marked):
            raise UnreadableFile("unknown_encoding", marked)
        return marked
    if b"\x00" in start:
        return _unmarked_utf16(path, start)
    if _decodes(path, "utf-8"):
        return "utf-8"
    # the rest of the file is checked as it is read: whatever does not decode then ends the reading
    if not _begins(start, "gb18030"):
        raise UnreadableFile("unknown_encoding")
    _doubt(start)
    return "gb18030"


def _begins(start: bytes, encoding: str) -> bool:
    """Whether the first block decodes; its last character may be cut off."""
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(start)
    except UnicodeError:
        return False
    return True


def _decodes(path: Path, encoding: str) -> bool:
    try:
        for text in decoded(path, encoding):
            if "\x00" in text:
                return False
    except (UnicodeError, LookupError):
        return False
    return True


def decoded(path: Path, encoding: str) -> Iterator[str]:
    """The text of a file, block by block. Errors: UnicodeError, LookupError for a codec of no such name."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            yield decoder.decode(block)
        yield decoder.decode(b"", final=True)


def _unmarked_utf16(path: Path, start: bytes) -> str:
    """Text of ASCII digits and commas in UTF-16 has a zero in every other byte."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    guess = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) > len(start) / 20 and _decodes(path, guess):
        return guess
    raise UnreadableFile("not_a_table")


def _doubt(start: bytes) -> None:
    """Refuse what decodes as GB18030 and can hardly be Chinese: windows-1252, Big5, Shift JIS."""
    text = codecs.getincrementaldecoder("gb18030")("strict").decode(start)
    sample = "".join(BEYOND_ASCII.findall(text))[:SAMPLE_CHARACTERS]
    common = len(sample.encode("gb2312", "ignore")) / 2
    if sample and common < LEAST_COMMON_SHARE * len(sample):
        raise UnreadableFile("doubtful_encoding", "GB18030")
