"""Reports as PDF: typst, one compilation per document, tagged (PDF/UA-1) and archivable (PDF/A-2a).

The compiler can read only the templates and the two packaged fonts, and nothing is downloaded. A character that the
fonts lack would make a PDF/UA compilation fail, so it is replaced by 〓 and named in a note at the end of the document.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from reports.document.blocks import Document, Note, as_json
from reports.document.fonts import font_directory, missing_glyphs, named, replaced
from reports.document.language import language
from reports.render.html import TEMPLATES, folder

STANDARDS: list[Any] = ["ua-1", "a-2a"]
LABELS = ("contents", "page", "period", "issued", "number")


LOG = logging.getLogger(__name__)


class PdfError(Exception):
    """A document could not be typeset without errors or warnings; the message is that of typst."""


@dataclass(frozen=True)
class Pdf:
    """A compiled document and the characters that had to be replaced in it."""

    content: bytes
    replaced: tuple[str, ...]


def write_pdfs(editions: Mapping[str, Sequence[Document]], public: Path) -> list[Path]:
    """Write the documents of every language below `public/pdf/`; returns the files in the order of the documents."""
    documents = [document for documents in editions.values() for document in documents]
    # typst releases the interpreter lock while it typesets, so threads run in parallel
    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda document: _write_pdf(document, public), documents))


def _write_pdf(document: Document, public: Path) -> Path:
    path = public / "pdf" / folder(document.lang) / f"{document.address}.pdf"
    pdf = compile_pdf(document)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pdf.content)
    if pdf.replaced:
        LOG.warning("%s: not in the fonts, printed as 〓: %s", path.name, ", ".join(map(named, pdf.replaced)))
    return path


def compile_pdf(document: Document) -> Pdf:
    """Typeset one document. Errors: PdfError, even if typst only warns (of a missing font, say)."""
    missing = missing_glyphs(document)
    compiler = compiler_of(document, missing)
    try:
        content, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=STANDARDS, timestamp=_midnight(date.fromisoformat(document.issued_on))
        )
    except typst.TypstError as error:
        raise PdfError(f"{document.name}: {error.diagnostic}") from error
    if warnings or not isinstance(content, bytes):
        raise PdfError(f"{document.name}: " + "; ".join(warning.diagnostic for warning in warnings))
    return Pdf(content, missing)


def compiler_of(document: Document, missing: Iterable[str] = ()) -> typst.Compiler:
    """A typst compiler loaded with the document. missing: characters to print as 〓, as `missing_glyphs` finds them."""
    missing = tuple(missing)
    words = language(document.lang)
    data = {
        "document": replaced(as_json(_with_replacements_named(document, missing)), missing),
        "labels": {label: words.strings[f"document.{label}"] for label in LABELS},
    }
    return typst.Compiler(
        input=TEMPLATES / "report.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
    )


def _with_replacements_named(document: Document, missing: tuple[str, ...]) -> Document:
    """The document with a last note that names what 〓 replaces."""
    if not missing:
        return document
    words = language(document.lang)
    names = words.listing(named(character) for character in missing)
    text = words.spans("document.replaced", n=len(missing), names=names)
    note = Note("caution", words.text("document.replaced_title"), text)
    return replace(document, blocks=(*document.blocks, note))


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_directory())]
    )
