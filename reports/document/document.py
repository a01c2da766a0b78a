"""A report with its cover, a page of the site with its address, and the numbers of headings and captions in both."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from reports.document.blocks import (
    Block,
    Document,
    Figures,
    Span,
    WayOn,
    numbered,
)
from reports.document.language import Language
from reports.document.wording import Wording

Kind = Literal["institution", "major", "industry", "district", "program", "table", "alone"]
KINDS: tuple[Kind, ...] = ("institution", "major", "industry", "district", "program", "table")
OPEN_DATA = "open-data"  # the page alone where every table is downloaded
METHOD = "method"  # and the one that says what every measure means


@dataclass(frozen=True)
class Page:
    """One page. slug: its code in the address, empty for the list of its kind. aside: further search words.

    A page of the kind `alone` belongs to no list and is in the folder of the reports. template: its own if blocks are
    not enough. scripts: additional files of `static/`. more: data that only its template uses.
    """

    kind: Kind
    slug: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    aside: str = ""
    template: str = "page.html.j2"
    scripts: tuple[str, ...] = ()
    more: Any = None
    related: tuple[WayOn, ...] = ()

    @property
    def is_listed(self) -> bool:
        """Whether the landing page links to it: true of lists and of the kind `alone`."""
        return not self.slug or self.kind == "alone"

    @property
    def address(self) -> str:
        """Address relative to the folder of its language."""
        if self.kind == "alone":
            return f"{self.slug}.html"
        return f"{self.kind}/{self.slug or 'index'}.html"


def slug(code: str) -> str:
    """A code made safe for addresses and file names: all but letters, digits, dots and hyphens becomes `_hex_`."""
    return re.sub(r"[^0-9A-Za-z.-]", lambda found: f"_{ord(found.group()):x}_", code).lstrip(".") or "_"


def link(text: str, kind: Kind, code: str) -> Span:
    """The name of a thing that has its own page; plain text on paper."""
    return Span(text, "page", f"{kind}/{slug(code)}.html")


def code_of(table: str) -> str:
    """The name of a table as part of an address."""
    return slug(table.replace("_", "-"))


CHINESE = "零一二三四五六七八九十"


def heading_number(language: Language, levels: tuple[int, ...]) -> str:
    """一、 （一） 1. after GB/T 9704 in Chinese; 1, 1.1, 1.1.1 in English."""
    if language.code == "en":
        return ".".join(map(str, levels))
    last = levels[-1]
    return (f"{chinese(last)}、", f"（{chinese(last)}）", f"{last}. ")[len(levels) - 1]


def chinese(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return CHINESE[ones]
    return ("" if tens == 1 else CHINESE[tens]) + "十" + (CHINESE[ones] if ones else "")


def number_blocks(wording: Wording, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Headings, tables and charts with their numbers, the same in page and PDF."""
    return numbered(
        blocks,
        headings=lambda levels: heading_number(wording.words, levels),
        captions=lambda kind, number: wording.text(f"caption.{kind}", n=number),
    )


def document(
    wording: Wording,
    name: str,
    year: int | None,
    headline: Figures,
    blocks: Iterable[Block],
    whose: tuple[str, str] = ("", ""),
) -> Document:
    """The report with its cover. The number names the report, its period and the release.

    `whose`: slug and name of the school or industry, where there is one report for each.
    """
    run = wording.shared.run
    slug, owner = whose
    return Document(
        name=name,
        slug=slug,
        owner=owner,
        lang=wording.words.code,
        title=wording.text(f"{name}.title", owner=owner),
        subtitle=wording.text(f"{name}.subtitle"),
        city=wording.either(run.city_name_zh, run.city_name_en),
        number=wording.text(
            f"{name}.number", code=slug, year=str(year or run.as_of.year), release=run.release_id
        ),
        period=wording.text(f"{name}.period", year=str(year)) if year else wording.text("document.no_period"),
        issued_on=run.as_of.isoformat(),
        issued_label=wording.words.date(run.as_of),
        release_id=run.release_id,
        synthetic=wording.text("synthetic.label") if run.is_synthetic else "",
        headline=headline,
        blocks=number_blocks(wording, blocks),
    )
