"""The sample's whole site with all PDFs in both languages, beside the bare engines on the same pages.

The engines get what ours arrives at: forms of charts for matplotlib, blocks of pages for Jinja, JSON for typst. Ours
reads the release, words and numbers the blocks, asks the fonts for every character, cleans the drawings, writes files.
The data files beside the pages are left out, since no engine of pages writes them; taken again, they come along.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from matplotlib.backends.backend_svg import FigureCanvasSVG

from reports import publication
from reports.charts import block as chart_blocks
from reports.charts.drawing import Form, drawn
from reports.document.blocks import Document
from reports.document.catalogue import LANGUAGES
from reports.document.document import Page
from reports.document.fonts import missing_glyphs
from reports.publication import publish
from reports.render.html import render_page, render_report
from reports.render.pdf import STANDARDS, compiler_of
from tests.bench.frame import Bench, Measured, measure
from tests.reports.written import write_documents, write_pages
from transforms.releases import current_release

ROOT = Path(__file__).resolve().parents[2]
ENGINES, AGAIN = 1.3, 0.05
TIMES = 2


@dataclass(frozen=True)
class Inputs:
    """What the engines are given."""

    forms: list[tuple[Form, float, str]]
    documents: list[tuple[Document, tuple[str, ...]]]
    pages: list[tuple[Page, Document]]


def rows() -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        public_file = _public_file(Path(folder))
        public, kept = (_numbered(Path(folder) / name) for name in ("public", "kept"))

        def ours() -> None:
            with patch.object(publication, "FILES", ()):
                publish(public_file, public(), LANGUAGES, kept())

        yield _beside_engines(public_file, ours)
        last = Path(folder) / "kept-last"
        publish(public_file, public(), LANGUAGES, last)
        yield measure(
            "the same again, beside ours in full",
            ours,
            lambda: _discard(publish(public_file, public(), LANGUAGES, last)),
            AGAIN,
            TIMES,
        )


def _beside_engines(public_file: Path, ours: Callable[[], None]) -> Measured:
    inputs = _inputs(public_file)
    pages = f"{len(inputs.pages) + len(inputs.documents):,} pages, {len(inputs.documents)} PDFs"
    return measure(pages, lambda: _bare(inputs), ours, ENGINES, TIMES)


BENCH = Bench(
    "reports", "The sample's site and PDFs in two languages beside its bare engines, data files apart.", rows
)


def _discard(_: object) -> None:
    return


def _numbered(path: Path) -> Callable[[], Path]:
    """A folder of its own for each call."""
    calls = iter(range(1000))
    return lambda: path.with_name(f"{path.name}-{next(calls)}")


def _public_file(folder: Path) -> Path:
    """The public file of a release of the sample: the one in MAJORWATCH_OUT, else one made now."""
    out = Path(os.environ.get("MAJORWATCH_OUT", folder / "out"))
    if current_release(out) is None:
        command = [sys.executable, "-c", "from flows.cli import main; main()", "run", "--out", str(out)]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    release = current_release(out)
    assert release is not None
    return release.public_file


def _inputs(public_file: Path) -> Inputs:
    forms: list[tuple[Form, float, str]] = []

    def noted(form: Form, width: float, stamp: str = "") -> Any:
        forms.append((form, width, stamp))
        return drawn(form, width, stamp)

    with patch.object(chart_blocks, "drawn", noted):
        editions = write_documents(public_file, LANGUAGES)
    documents = [(item, missing_glyphs(item)) for lang in LANGUAGES for item in editions[lang]]
    pages = write_pages(public_file, LANGUAGES)
    beside = [(page, editions[lang][0]) for lang in LANGUAGES for page in pages[lang]]
    return Inputs(forms, documents, beside)


def _bare(inputs: Inputs) -> None:
    for form, width, stamp in inputs.forms:
        FigureCanvasSVG(drawn(form, width, stamp)).print_svg(io.BytesIO(), metadata={"Date": None})
    for document, missing in inputs.documents:
        render_report(document, LANGUAGES)
        compiler_of(document, missing).compile(format="pdf", pdf_standards=STANDARDS)
    for page, beside in inputs.pages:
        render_page(page, beside, LANGUAGES)
