"""What the search page looks through: one line for each page of the site, as a script it loads from beside it.

A script and not JSON, because a page opened from a folder may load scripts but fetch nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from reports.document.blocks import Document, WayOn
from reports.document.language import Language
from reports.document.page import Page

VARIABLE = "MAJORWATCH_PAGES"


def search_data(documents: Sequence[Document], pages: Iterable[Page], words: Language) -> str:
    """A script that names every page: what it is, its title, what stands under it, its address, what is related."""
    reports = [_report(item, words) for item in documents]
    entries = [_entry(page, words) for page in pages if page.slug]
    lines = ",\n".join(_literal(entry) for entry in [*reports, *entries])
    return f"const {VARIABLE} = [\n{lines}\n];\n"


def _report(document: Document, words: Language) -> list[Any]:
    """A report of one school is found as that school."""
    kind = words.text(f"directory.{document.name}.name" if document.slug else "site.documents")
    found = [kind, document.owner or document.title, document.subtitle, document.slug or document.number]
    return [*found, f"{document.address}.html", *_related(document.related)]


def _entry(page: Page, words: Language) -> list[Any]:
    kind = words.text(f"directory.{page.kind}.name")
    return [kind, page.title, page.subtitle, page.aside, page.address, *_related(page.related)]


def _related(ways: Sequence[WayOn]) -> list[list[list[str]]]:
    """One more item, where there is something related."""
    return [[[way.title, way.reason, way.address] for way in ways]] if ways else []


def _literal(entry: list[Any]) -> str:
    """JSON that is also a literal of JavaScript."""
    text = json.dumps(entry, ensure_ascii=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
