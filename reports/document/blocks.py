"""The neutral blocks a report is made of. HTML and PDF are two renderers of one list of them.

A block holds text that is already worded and formatted: renderers compute nothing. Text from a
delivery enters only as the `text` of a span, so no name can turn into markup in either renderer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from typing import Any, Literal

Headings = Callable[[tuple[int, ...]], str]  # (1, 2) -> "（二）"
Captions = Callable[[str, int], str]  # ("table", 3) -> "表3"
Align = Literal["start", "end", "center"]
Width = Literal["fit", "part", "fill"]
SpanKind = Literal["plain", "strong", "code", "sub", "quiet", "card", "link", "page", "break"]


@dataclass(frozen=True)
class Span:
    """A run of text. `name` is the card of a `card` span, the address of a `link` or `page` span.

    A `page` is one of this site, its address relative to the folder of the language; on paper it is text.
    """

    text: str
    kind: SpanKind = "plain"
    name: str = ""


Spans = tuple[Span, ...]


def plain(text: str) -> Spans:
    """One unmarked run; empty text gives no run."""
    return (Span(text),) if text else ()


def joined(parts: Iterable[Spans], separator: str = "") -> Spans:
    """Runs one after another, with a separator between them."""
    spans: list[Span] = []
    for part in parts:
        if spans and part and separator:
            spans.append(Span(separator))
        spans.extend(part)
    return tuple(spans)


def text_of(spans: Iterable[Span]) -> str:
    """The bare words of a run, as a screen reader or a search index takes them."""
    return "".join(" " if span.kind == "break" else span.text for span in spans)


@dataclass(frozen=True)
class Heading:
    """A section's name. Level 1 opens a section; `number` is given by `numbered`."""

    level: Literal[1, 2, 3]
    text: str
    anchor: str
    number: str = ""
    type: str = "heading"


@dataclass(frozen=True)
class Paragraph:
    spans: Spans
    type: str = "paragraph"


@dataclass(frozen=True)
class Figure:
    """One headline number: label, formatted value, unit, and what it is compared with."""

    label: str
    value: str
    unit: str = ""
    note: str = ""
    card: str = ""


@dataclass(frozen=True)
class Figures:
    items: tuple[Figure, ...]
    type: str = "figures"


@dataclass(frozen=True)
class Column:
    """`fit` is as wide as its text; `fill` columns share what is left, a `part` taking half as much."""

    header: str
    align: Align = "start"
    width: Width = "fit"


@dataclass(frozen=True)
class Row:
    """Cells in the order of the columns; `detail` is a full-width line that stays with its row."""

    cells: tuple[Spans, ...]
    detail: Spans = ()
    is_total: bool = False
    anchor: str = ""


@dataclass(frozen=True)
class Table:
    """`records` are rows a phone shows as cards; a `grid` is scrolled sideways instead."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    anchor: str
    note: Spans = ()
    layout: Literal["grid", "records"] = "grid"
    number: str = ""
    type: str = "table"

    @property
    def row_header(self) -> int:
        """The column that names the row: the first that fills, else the first."""
        return next((place for place, column in enumerate(self.columns) if column.width == "fill"), 0)

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"table {self.anchor}: {len(row.cells)} cells under {len(self.columns)} columns"
                )


@dataclass(frozen=True)
class Chart:
    """A drawing with its words: `alt` says what it shows, `data` is the table behind it.

    `svg` is drawn for a page, `svg_narrow` for a phone; both hold their text as text. A small drawing serves both and
    has no narrow one. `is_open` shows the table unfolded.
    """

    caption: str
    alt: str
    svg: str
    svg_narrow: str
    data: Table
    anchor: str
    note: Spans = ()
    number: str = ""
    is_open: bool = False
    type: str = "chart"


@dataclass(frozen=True)
class Note:
    """An aside. `missing` says why a section has nothing to show, `caution` limits what was shown."""

    kind: Literal["info", "caution", "missing"]
    title: str
    spans: Spans
    type: str = "note"


Block = Heading | Paragraph | Figures | Table | Chart | Note


@dataclass(frozen=True)
class WayOn:
    """A page to read next, and why."""

    title: str
    reason: str
    address: str


@dataclass(frozen=True)
class Document:
    """A report: its cover and its blocks. `synthetic` is the label of invented data, else empty.

    `name` is the kind of report; `owner` whose it is, and `slug` that in an address, where each school has one.
    `related` is what the search shows beside it.
    """

    name: str
    lang: str
    title: str
    subtitle: str
    city: str
    number: str
    period: str
    issued_on: str
    issued_label: str
    release_id: str
    synthetic: str
    headline: Figures
    blocks: tuple[Block, ...]
    slug: str = ""
    owner: str = ""
    related: tuple[WayOn, ...] = ()

    @property
    def address(self) -> str:
        """Where page and PDF are in the folder of the language, without their endings."""
        return f"{self.name}/{self.slug}" if self.slug else self.name


def numbered(blocks: Iterable[Block], headings: Headings, captions: Captions) -> tuple[Block, ...]:
    """Number headings, tables and charts in reading order, so that both renderers print the same."""
    seen = {"table": 0, "chart": 0}
    levels = [0, 0, 0]
    numbered_blocks: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            levels[block.level - 1] += 1
            levels[block.level :] = [0] * (3 - block.level)
            block = replace(block, number=headings(tuple(levels[: block.level])))
        elif isinstance(block, Table | Chart):
            seen[block.type] += 1
            block = replace(block, number=captions(block.type, seen[block.type]))
        numbered_blocks.append(block)
    return tuple(numbered_blocks)


def strings_of(value: Any) -> Iterator[str]:
    """Every string inside a block, a list of blocks or a document, drawings included."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings_of(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from strings_of(item)


def as_json(document: Document) -> dict[str, Any]:
    """The document as plain lists and mappings, for a renderer outside Python."""
    return asdict(document)
