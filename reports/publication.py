"""All reports of a release, in every language asked for: one context, one font cache, two renderers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reports.blocks import Document
from reports.families import DOCUMENTS, FILES, PAGES
from reports.language import language
from reports.pages import Page
from reports.pdf import write_pdfs
from reports.reading import Reading
from reports.site import write_site
from reports.warehouse import Warehouse


def publish(warehouse: Path, public: Path, langs: Sequence[str] = ("zh",)) -> list[Path]:
    """Write `public/site/`, `public/pdf/` and `public/data/`; returns the files written, the landing page first.

    Chinese stands at the top of site and pdf, English below `en/`. The same warehouse gives the same
    bytes. Errors: UnfitWarehouse (a threshold of disclosure is not stated), MissingString, PdfError.
    """
    with Warehouse(warehouse) as data:
        reading = Reading(data)
        editions = {lang: _documents(reading, lang) for lang in langs}
        directory = {lang: _pages(reading, lang) for lang in langs}
        written = [*write_site(editions, public, directory), *write_pdfs(editions, public)]
        written += [path for family in FILES for path in family(reading, public)]
    landing = public / "site" / "index.html"
    return sorted(written, key=lambda path: (path != landing, len(path.parts), str(path)))


def write_documents(warehouse: Path, langs: Sequence[str] = ("zh",)) -> dict[str, tuple[Document, ...]]:
    """The reports as neutral blocks, by language."""
    with Warehouse(warehouse) as data:
        reading = Reading(data)
        return {lang: _documents(reading, lang) for lang in langs}


def write_pages(warehouse: Path, langs: Sequence[str] = ("zh",)) -> dict[str, tuple[Page, ...]]:
    """The pages beside the reports as neutral blocks, by language."""
    with Warehouse(warehouse) as data:
        reading = Reading(data)
        return {lang: _pages(reading, lang) for lang in langs}


def _documents(reading: Reading, lang: str) -> tuple[Document, ...]:
    return tuple(document for family in DOCUMENTS for document in family(reading, language(lang)))


def _pages(reading: Reading, lang: str) -> tuple[Page, ...]:
    return tuple(page for family in PAGES for page in family(reading, language(lang)))
