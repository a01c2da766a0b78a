"""Reads the text back out of our own PDFs: enough of the format for what typst writes, no more.

Typst writes plain objects (no object streams), Identity-H fonts with a ToUnicode map, and one content
stream a page. Reading the bytes again, by other code than wrote them, shows what a reader can copy.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\s(.*?)\sendobj", re.S)
STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.S)
REFERENCE = re.compile(rb"(\d+) 0 R")
FONT = re.compile(rb"/(f\d+) [\d.]+ Tf")
ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.S)
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True)
class Pdf:
    """The objects of a file by number."""

    content: bytes
    objects: dict[int, bytes]

    @classmethod
    def read(cls, content: bytes) -> Pdf:
        return cls(content, {int(number): body for number, body in OBJECT.findall(content)})

    def pages(self) -> list[str]:
        """The text of each page, in reading order of its content stream; one line a text object."""
        return [self._text(page) for page in self._kids(self._root_pages())]

    def fonts(self) -> set[str]:
        """Names of the fonts, each with its subset tag."""
        return {name.decode() for name in re.findall(rb"/BaseFont/([\w+-]+)", self.content)}

    def has(self, entry: bytes) -> bool:
        """Whether an entry such as `/MarkInfo<</Marked true` stands in the file."""
        return entry in self.content

    def stream(self, number: int) -> bytes:
        body = self.objects[number]
        found = STREAM.search(body)
        assert found is not None, f"object {number} has no stream"
        return zlib.decompress(found.group(1)) if b"/FlateDecode" in body[: found.start()] else found.group(1)

    def _root_pages(self) -> bytes:
        return next(b for b in self.objects.values() if b"/Type/Pages" in b and b"/Parent" not in b)

    def _kids(self, node: bytes) -> list[bytes]:
        if b"/Type/Pages" not in node:
            return [node]
        listed = re.search(rb"/Kids\[(.*?)\]", node, re.S)
        assert listed is not None
        return [
            page
            for number in REFERENCE.findall(listed.group(1))
            for page in self._kids(self.objects[int(number)])
        ]

    def _text(self, page: bytes) -> str:
        contents = re.search(rb"/Contents (\d+) 0 R", page)
        assert contents is not None
        resources = re.search(rb"/Resources (\d+) 0 R", page)
        assert resources is not None
        named = re.findall(rb"/(f\d+) (\d+) 0 R", self.objects[int(resources.group(1))])
        fonts = {name: self._letters(int(number)) for name, number in named}
        lines = []
        for shown in re.findall(rb"BT(.*?)\nET", self.stream(int(contents.group(1))), re.S):
            font = FONT.search(shown)
            assert font is not None
            letters = fonts[font.group(1)]
            codes = b"".join(literals(shown))
            lines.append("".join(letters[codes[i : i + 2]] for i in range(0, len(codes), 2)))
        return "\n".join(lines)

    def _letters(self, font: int) -> dict[bytes, str]:
        """Glyph code → the characters it stands for, from the font's ToUnicode map."""
        found = re.search(rb"/ToUnicode (\d+) 0 R", self.objects[font])
        assert found is not None, "a font without a way back to text"
        pairs = re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>\s", self.stream(int(found.group(1))))
        return {
            bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in pairs
        }


def literals(operators: bytes) -> Iterator[bytes]:
    """The strings, in parentheses (a pair inside one needs no escape) or in hexadecimal."""
    depth, start, place = 0, 0, 0
    while place < len(operators):
        character = operators[place : place + 1]
        if character == b"\\":
            place += 1
        elif operators[place : place + 2] == b"<<" and depth == 0:
            place = operators.index(b">>", place) + 1  # the properties of marked content are not shown
        elif character == b"<" and depth == 0:
            end = operators.index(b">", place)
            yield bytes.fromhex(operators[place + 1 : end].decode())
            place = end
        elif character == b"(":
            start = place + 1 if depth == 0 else start
            depth += 1
        elif character == b")":
            depth -= 1
            if depth == 0:
                yield ESCAPE.sub(_unescaped, operators[start:place])
        place += 1


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match.group(1)
    return bytes([int(code, 8)]) if code.isdigit() else NAMED.get(code, code)
