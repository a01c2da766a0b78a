"""The figures of a document, each with the words that stand beside it, without what is no figure.

No figure are: numbers that are words of the catalogue (masked before a document is written), years and dates (they name
the period), and digits inside a text of the public file (codes, names, titles, document numbers, file names). Pages of
the data dictionary and of open data count tables and columns and tell nothing of the city.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reports.document.blocks import Block, Document, Figures, Heading, Note, Paragraph, Row, Table, text_of
from reports.document.document import Page
from reports.document.language import Language

FIGURE = re.compile(r"[+−]?\d+(?:,\d{3})*(?:\.\d+)?[%°]?")
SHARED_SIGN = re.compile(r"(\d)(–\d+%)")  # 45–58%
FIELD = re.compile(r"(\{[^}]*\})")
DATE = re.compile(
    r"(19|20)\d\d年\d+月\d+日|\d{1,2} (January|February|March|April|May|June|July|August|September|October|November"
    r"|December) (19|20)\d\d|(19|20)\d\d-\d\d-\d\d"
)
YEAR = re.compile(r"(?<![\d,.])(19|20)\d\d(?![\d%]|[,.]\d)")
MASK = {ord(str(digit)): chr(0xE000 + digit) for digit in range(10)}  # letters of the private use area


# the place in a list, and the number of a clause that a rule refers to
ORDER = ("序号", "No.", "依据", "Basis")
Said = tuple[str, str]  # what is printed, and what stands beside it


@dataclass(frozen=True)
class Printed:
    """A figure as printed, with all that a reader sees around it."""

    figure: str
    context: str
    place: str  # <document>:<section>
    block: str


def masked(language: Language) -> Language:
    """The language with the digits of its own words masked, so that what is left in a document was filled in."""
    strings = {key: _masked(text) for key, text in language.strings.items()}
    for key, field in HOW_MUCH_IS_SHOWN.items():
        strings[key] = re.sub(rf"\{{{field}(:[^}}]*)?\}}", "…", strings[key])
    return replace(language, strings=strings)


def _masked(text: str) -> str:
    return "".join(part if part.startswith("{") else part.translate(MASK) for part in FIELD.split(text))


# Numbers that are filled in and are no figures: how much of the data a table shows.
HOW_MUCH_IS_SHOWN = {
    "lists.text": "years",
    "institution.programs_caption": "years",
    "similar.crowded_note": "n",
    "advice.largest_note": "n",
    "industry.majors_note": "shown",
}


class Texts:
    """Public texts that hold digits, ready to be taken out of a line."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        for text in sorted(set(texts), key=lambda text: (-len(text), text)):
            if len(text) > 3 or (len(text) > 1 and not text.isdigit()):
                self._by_start.setdefault(text[:2], []).append(text)

    def without(self, line: str) -> str:
        """The line without its texts, dates and years."""
        kept, at = [], 0
        line = DATE.sub(" ", line)
        while at < len(line):
            found = next((t for t in self._by_start.get(line[at : at + 2], ()) if line.startswith(t, at)), "")
            kept.append(" " if found else line[at])
            at += len(found) or 1
        return YEAR.sub(" ", "".join(kept))


def printed_figures(document: Document | Page, texts: Texts) -> Iterator[Printed]:
    """Every figure of a document or page; the order of a list numbers its rows and is no figure."""
    name = document.name if isinstance(document, Document) else document.kind
    title = f"{document.title} {document.subtitle}"
    if isinstance(document, Document):
        title = f"{title} {document.period} {document.owner}"
        yield from _found(_tiles(document.headline), title, (f"{name}:headline", "headline"), texts)
    else:
        title = f"{title} {document.aside}"
    sections, place = ["", "", ""], f"{name}:"
    for block in document.blocks:
        if isinstance(block, Heading):
            sections[block.level - 1 :] = [block.text, *[""] * (3 - block.level)]
            place = f"{name}:{block.anchor}" if block.level == 1 else place
        above = " ".join([title, *sections])
        yield from _of_block(block, above, place, texts)


def _of_block(block: Block, above: str, place: str, texts: Texts) -> Iterator[Printed]:
    if isinstance(block, Heading):
        yield from _found([(block.text, "")], above, (place, block.anchor), texts)
    elif isinstance(block, Paragraph | Note):
        said = text_of(block.spans)
        yield from _found([(said, said)], above, (place, block.type), texts)
    elif isinstance(block, Figures):
        yield from _found(_tiles(block), above, (place, block.type), texts)
    elif isinstance(block, Table):
        yield from _found(_cells(block), f"{above} {block.caption}", (place, block.anchor), texts)
    else:
        rows = " ".join(_line(row) for row in block.data.rows)
        words = [(said, f"{said} {rows}") for said in (block.alt, text_of(block.note))]
        told = [*words, *_cells(block.data)]
        yield from _found(told, f"{above} {block.caption}", (place, block.anchor), texts)


def _tiles(block: Figures) -> list[Said]:
    return [(f"{item.value} {item.note}", f"{item.label} {item.unit} {item.note}") for item in block.items]


def _cells(block: Table) -> Iterator[Said]:
    """Caption and note, then every cell with its column's head and its whole row."""
    yield f"{block.caption} {text_of(block.note)}", ""
    for row in block.rows:
        line = _line(row)
        for column, cell in zip(block.columns, row.cells, strict=True):
            if column.header not in ORDER:
                said = "".join("  " if span.kind == "code" else span.text or " " for span in cell)
                yield said, f"{column.header} {line}"
        yield text_of(row.detail), f"{line} {text_of(row.detail)}"


def _line(row: Row) -> str:
    return f"{' '.join(text_of(cell) for cell in row.cells)} {row.anchor}"


def _found(said: Iterable[Said], above: str, at: tuple[str, str], texts: Texts) -> Iterator[Printed]:
    for words, beside in said:
        for figure in FIGURE.findall(SHARED_SIGN.sub(r"\1%\2", texts.without(words))):
            yield Printed(figure, f"{above} {beside}", *at)
