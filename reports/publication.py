"""All reports of a release, in every language asked for: one context, one font cache, two renderers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reports.blocks import Document
from reports.checkup import write_checkups
from reports.context import load_shared
from reports.directory import write_directory
from reports.directory_context import load_directory
from reports.language import language
from reports.matching_context import load_matching
from reports.matching_report import write_matching
from reports.pages import Page
from reports.pdf import write_pdfs
from reports.receipt_context import load_receipts
from reports.receipt_data import write_receipt_data
from reports.receipts import write_receipts
from reports.site import write_site
from reports.warehouse import Warehouse
from reports.warning_context import load_warning
from reports.warning_report import write_warning


def publish(warehouse: Path, public: Path, langs: Sequence[str] = ("zh",)) -> list[Path]:
    """Write `public/site/` and `public/pdf/`; returns the files written, the landing page first.

    Chinese stands at the top of both folders, English below `en/`. The same warehouse gives the same
    bytes. Errors: UnfitWarehouse (a threshold of disclosure is not stated), MissingString, PdfError.
    """
    editions = write_documents(warehouse, langs)
    directory = write_pages(warehouse, langs)
    written = [*write_site(editions, public, directory), *write_pdfs(editions, public)]
    with Warehouse(warehouse) as data:
        written.append(write_receipt_data(load_receipts(data, load_shared(data)), public))
    landing = public / "site" / "index.html"
    return sorted(written, key=lambda path: (path != landing, len(path.parts), str(path)))


def write_documents(warehouse: Path, langs: Sequence[str] = ("zh",)) -> dict[str, tuple[Document, ...]]:
    """The reports as neutral blocks, by language."""
    with Warehouse(warehouse) as data:
        shared = load_shared(data)
        warning, matching = load_warning(data, shared), load_matching(data, shared)
        directory = load_directory(data, shared)
    return {
        lang: (
            write_warning(warning, language(lang)),
            write_matching(matching, language(lang)),
            *write_checkups(directory, warning, matching.following, language(lang)),
        )
        for lang in langs
    }


def write_pages(warehouse: Path, langs: Sequence[str] = ("zh",)) -> dict[str, tuple[Page, ...]]:
    """The pages of the directory as neutral blocks, by language."""
    with Warehouse(warehouse) as data:
        shared = load_shared(data)
        context, receipts = load_directory(data, shared), load_receipts(data, shared)
        warning = load_warning(data, shared)
    return {
        lang: (
            *write_directory(context, language(lang)),
            *write_receipts(receipts, warning, language(lang)),
        )
        for lang in langs
    }
