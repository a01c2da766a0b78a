"""Tables by their fields: each column is stated once, its header together with the cell under it; cells many share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from reports.document.blocks import (
    Align,
    Column,
    Row,
    Span,
    Spans,
    Table,
    Width,
    plain,
    text_of,
)
from reports.document.document import link
from reports.document.wording import Wording

Item = TypeVar("Item")
Key = TypeVar("Key")


@dataclass(frozen=True)
class Field(Generic[Item]):
    """One column of a table: the key of its header in the catalogue, and the cell under it for an item.

    `header` is the header itself where it is no text of the catalogue alone: a year, the name of a card.
    """

    key: str
    cell: Callable[[Item], Spans | str]
    align: Align = "start"
    width: Width = "fit"
    header: str = ""

    def under(self, item: Item) -> Spans:
        """The cell of an item; bare text is one unmarked run."""
        shown = self.cell(item)
        return plain(shown) if isinstance(shown, str) else shown

    def column(self, wording: Wording) -> Column:
        return Column(self.header or wording.text(self.key), self.align, self.width)


def number(key: str, cell: Callable[[Item], Spans | str]) -> Field[Item]:
    """A field of numbers, aligned at their ends."""
    return Field(key, cell, "end")


def headed(header: str, cell: Callable[[Item], Spans | str], align: Align = "end") -> Field[Item]:
    """A field under a header that is worded already; numbers unless aligned otherwise."""
    return Field("", cell, align, header=header)


def headed_each(
    keys: Iterable[Key], header: Callable[[Key], str], cell: Callable[[Item, Key], Spans | str]
) -> tuple[Field[Item], ...]:
    """A field of numbers for each key, such as a year or a card."""

    def field(key: Key) -> Field[Item]:
        return headed(header(key), lambda item: cell(item, key))

    return tuple(map(field, keys))


def total_of(fields: Iterable[Field[Item]], item: Item) -> Row:
    """The row of the sums."""
    return Row(tuple(field.under(item) for field in fields), is_total=True)


def table_of(
    wording: Wording,
    caption: Spans | str,
    fields: Iterable[Field[Item]],
    items: Iterable[Item],
    anchor: str,
    note: Spans | str = (),
    layout: Literal["grid", "records"] = "grid",
    detail: Callable[[Item], Spans] | None = None,
    totals: Iterable[Row] = (),
    anchors: Callable[[Item], str] | None = None,
) -> Table:
    """A table with a row for each item. Caption and note are words, or the key of words without fields. `detail` is
    the full-width line under a row, `totals` come below the items, `anchors` gives each row an anchor of its own."""
    fields = tuple(fields)
    rows = tuple(
        Row(
            tuple(field.under(item) for field in fields),
            detail(item) if detail else (),
            anchor=anchors(item) if anchors else "",
        )
        for item in items
    )
    columns = tuple(field.column(wording) for field in fields)
    words, under = (wording.spans(part) if isinstance(part, str) else part for part in (caption, note))
    return Table(text_of(words), columns, (*rows, *totals), anchor, under, layout)


def coded(code: str, name: str | None) -> str:
    """A code with its name; once, where only one of them was delivered."""
    return f"{code} {name}" if name and name != code else code


def program_cell(
    wording: Wording, institution: str, major: str, code: str, level: str, program_id: str = ""
) -> Spans:
    """School in bold, under it the major with its code and level; with `program_id` it leads to the receipt."""
    name = link(institution, "program", program_id) if program_id else Span(institution, "strong")
    return (name, Span("", "break"), *major_words(wording, plain(major), code, level))


def program_field(wording: Wording, key: str = "lists.program", is_linked: bool = False) -> Field[Any]:
    """The column that names the program of a row by its school, major and level, leading to the receipt if linked."""
    return Field(
        key,
        lambda row: program_cell(
            wording,
            row.institution_name or "",
            row.major_name or "",
            row.major_code or "",
            row.level,
            row.program_id if is_linked else "",
        ),
        width="fill",
    )


def major_words(wording: Wording, major: Spans, code: str, level: str) -> Spans:
    """A major with its code and level."""
    return wording.spans("lists.major", major=major, code=(Span(code, "code"),), level=wording.level(level))
