"""Reports and pages of a public file as blocks, not rendered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reports.contents import DOCUMENTS, PAGES
from reports.data.query import Warehouse
from reports.data.release import Reading
from reports.document.blocks import Document
from reports.document.document import Page
from reports.publication import of_families


def write_documents(public_file: Path, langs: Sequence[str] = ("zh",)) -> dict[str, tuple[Document, ...]]:
    """The reports by language: those on the whole city, then one per industry, then one per school."""
    with Warehouse(public_file) as data:
        reading = Reading(data)
        return {lang: tuple(of_families(DOCUMENTS, reading, lang)) for lang in langs}


def write_pages(public_file: Path, langs: Sequence[str] = ("zh",)) -> dict[str, tuple[Page, ...]]:
    """The pages that are no reports (directory, programs, open data, dictionary), by language."""
    with Warehouse(public_file) as data:
        reading = Reading(data)
        return {lang: tuple(of_families(PAGES, reading, lang)) for lang in langs}
