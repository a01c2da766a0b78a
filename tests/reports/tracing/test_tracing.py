"""Every figure of every document and page is found in the public file, and one that is wrong is not.

Documents are written in words whose digits are masked, so that each digit left was filled in. What is no figure is said
in printed_figures.py; where a count may answer for one, in answers.yaml.
"""

from __future__ import annotations

import random
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from reports import publication
from reports.charts import block as chart_blocks
from reports.charts.drawing import QUIET
from reports.data.query import Warehouse
from reports.data.release import Reading
from reports.document.blocks import Chart, Document, text_of
from reports.document.document import Page
from reports.document.language import Language, language
from reports.matching.context import load_matching
from reports.matching.report import write_matching
from tests.reports.tracing.printed_figures import FIGURE, Printed, Texts, masked, printed_figures
from tests.reports.tracing.public_figures import ANSWERS, HERE, PublicFigures, read_figures
from tests.reports.written import write_documents, write_pages

LANGUAGES = ("zh", "en")
# Tell nothing of the city: they count tables, columns and rows, or state parameters of the policy (test_method.py).
ABOUT_TABLES = ("table/", "open-data", "method.html")


@dataclass(frozen=True)
class Edition:
    """Everything written in one language, and what the public file tells."""

    language: Language
    public: PublicFigures
    written: tuple[Document | Page, ...]

    def printed(self) -> Iterator[Printed]:
        texts = Texts(self.public.texts)
        for item in self.written:
            yield from printed_figures(item, texts)


@contextmanager
def undrawn() -> Iterator[pytest.MonkeyPatch]:
    """Charts are written without their drawings, which are asked of real ones."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(chart_blocks, "drawn", lambda *_: None)
        patched.setattr(chart_blocks, "svg_of", lambda *_: "")
        yield patched


@pytest.fixture(scope="module", params=LANGUAGES)
def edition(request: pytest.FixtureRequest, warehouse: Path) -> Edition:
    words = masked(language(request.param))
    with undrawn() as patched:
        patched.setattr(publication, "language", lambda _: words)
        documents = write_documents(warehouse, (request.param,))[request.param]
        pages = write_pages(warehouse, (request.param,))[request.param]
    written = (*documents, *(page for page in pages if not page.address.startswith(ABOUT_TABLES)))
    return Edition(words, read_figures(warehouse, words), written)


def test_every_figure_is_found_in_the_public_file(edition: Edition) -> None:
    printed = list(edition.printed())
    assert len(printed) > 4000
    untraced = [item for item in printed if not edition.public.has(item)]
    assert untraced == []


def test_every_document_and_page_has_figures(edition: Edition) -> None:
    texts = Texts(edition.public.texts)
    without = [item.title for item in edition.written if not any(printed_figures(item, texts))]
    assert without == []


def test_a_wrong_figure_in_a_context_is_noticed(warehouse: Path, edition: Edition) -> None:
    texts = Texts(edition.public.texts)
    with Warehouse(warehouse) as data, undrawn():
        reading = Reading(data)
        context = reading.of(load_matching)
        first, *others = context.industries
        assert first.supply.value is not None
        more = replace(first.supply, value=first.supply.value + 45)
        wrong = replace(context, industries=(replace(first, supply=more), *others))
        documents = [write_matching(one, reading, edition.language) for one in (context, wrong)]
    found = [
        {item.figure for item in printed_figures(document, texts) if not edition.public.has(item)}
        for document in documents
    ]
    assert found == [set(), {edition.language.integer(more.value or 0)}]


def test_most_figures_with_one_wrong_digit_are_noticed(edition: Edition) -> None:
    """Small counts repeat themselves, so that some are met by another; what is met of all is measured here."""
    draw = random.Random(20261126)
    planted = [_wrong(item, draw) for item in edition.printed() if draw.random() < 0.2]
    noticed = sum(not edition.public.has(item) for item in planted)
    assert len(planted) > 500
    assert noticed / len(planted) > 0.75


def _wrong(printed: Printed, draw: random.Random) -> Printed:
    """The figure with one digit changed."""
    at = draw.choice([place for place, character in enumerate(printed.figure) if character.isdigit()])
    digit = draw.choice([digit for digit in "0123456789" if digit != printed.figure[at]])
    return replace(printed, figure=printed.figure[:at] + digit + printed.figure[at + 1 :])


def test_what_is_drawn_stands_beside_the_drawing(editions: dict[str, tuple[Document, ...]]) -> None:
    charts = [
        (documents.lang, block)
        for edition in editions.values()
        for documents in edition
        for block in documents.blocks
        if isinstance(block, Chart)
    ]
    assert len(charts) > 40
    for lang, chart in charts:
        rows = [[text_of(cell) for cell in row.cells] for row in chart.data.rows]
        heads = [column.header for column in chart.data.columns]
        told = set(FIGURE.findall(" ".join([chart.alt, *heads, *(cell for row in rows for cell in row)])))
        stacks = {sum(map(_whole, row[1:end])) for row in rows for end in range(2, len(row) + 1)}
        for drawing in (chart.svg, chart.svg_narrow):
            drawn = {figure for word in _labels(drawing, lang) for figure in FIGURE.findall(word)}
            assert {figure for figure in drawn - told if _whole(figure) not in stacks} == set(), chart.anchor


def _labels(drawing: str, lang: str) -> Iterator[str]:
    """The words of a drawing but those of its scales, which are quiet, and of the catalogue."""
    catalogue = set(language(lang).strings.values())
    for element in ElementTree.fromstring(drawing).iter():
        words = element.text or ""
        if element.tag.endswith("text") and element.get("fill") != QUIET and words not in catalogue:
            yield words


def _whole(text: str) -> int:
    bare = text.replace(",", "")
    return int(bare) if bare.isdigit() else 0


def test_every_answer_is_a_select_or_a_table_and_every_select_has_a_place() -> None:
    selects = {path.stem for path in (HERE / "selects").glob("*.sql")}
    assert {source for source in ANSWERS if "." not in source} == selects
