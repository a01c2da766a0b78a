"""A page of the directory: neutral blocks under a title, at an address of its own within the site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from reports.document.blocks import (
    Block,
    Span,
    WayOn,
)

Kind = Literal["institution", "major", "industry", "district", "program", "table", "alone"]
KINDS: tuple[Kind, ...] = ("institution", "major", "industry", "district", "program", "table")
OPEN_DATA = "open-data"  # the page alone where every table is downloaded
METHOD = "method"  # and the one that says what every measure means


@dataclass(frozen=True)
class Page:
    """One page. `slug` is empty for the list of its kind; `aside` are words it is also found by.

    A page `alone` is of no kind and lies in the folder of the reports. `template` is its own where blocks do not say
    all, `scripts` are files of `static/` it needs besides, `more` is what its template shows besides the blocks.
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
        """Whether the landing page leads to it: lists do, and pages alone."""
        return not self.slug or self.kind == "alone"

    @property
    def address(self) -> str:
        """Address relative to the folder of its language."""
        if self.kind == "alone":
            return f"{self.slug}.html"
        return f"{self.kind}/{self.slug or 'index'}.html"


def slug(code: str) -> str:
    """A code as part of an address and of a file's name: whatever else it holds is spelt out."""
    return re.sub(r"[^0-9A-Za-z.-]", lambda found: f"_{ord(found.group()):x}_", code).lstrip(".") or "_"


def link(text: str, kind: Kind, code: str) -> Span:
    """The name of a thing that has its own page; plain text on paper."""
    return Span(text, "page", f"{kind}/{slug(code)}.html")


def code_of(table: str) -> str:
    """The name of a table as part of an address."""
    return slug(table.replace("_", "-"))
