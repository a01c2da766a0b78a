"""The page of the method: no published measure without its entry, in both languages, with the values of its release."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.data.query import Warehouse
from reports.data.release import Reading
from reports.document.blocks import Document, Heading, Paragraph, Span, Table, strings_of, text_of
from reports.document.document import METHOD, Page
from reports.document.language import language
from reports.method.page import Method, filled, load_method, measures, write_method
from tests.reports.method.paper import BEGINS, PAPER, measures_section
from transforms.warehouse.models import load_columns

LANGUAGES = ("zh", "en")
# Units of numbers that a formula makes of others; counts, years and ranks are explained by their column alone.
UNITS_OF_MEASURES = {"0..1", "1..10", "fraction", "ratio", "radians", "bp", "industries"}
# Columns with such a unit that are no measure, each with the reason.
NO_MEASURE = {"industries": "a count of the industries compared"}


@pytest.fixture(scope="module")
def method(warehouse: Path) -> Method:
    with Warehouse(warehouse) as file:
        return Reading(file).of(load_method)


@pytest.fixture(params=LANGUAGES)
def page(request: pytest.FixtureRequest, method: Method) -> Page:
    return write_method(method, language(request.param))


def published_measures(warehouse: Path) -> set[str]:
    """Columns of the published marts that hold a measure, by their units."""
    described = load_columns()
    with Warehouse(warehouse) as file:
        tables = [file.table(name) for name in file.tables() if name.startswith("marts.")]
    names = {name for table in tables for name in table.column_names}
    return {name for name in names if described.get(name, {}).get("unit") in UNITS_OF_MEASURES}


def test_every_published_measure_has_its_entry(warehouse: Path) -> None:
    explained = {column for measure in measures() for column in measure.columns}
    assert published_measures(warehouse) - explained == set(NO_MEASURE)


def test_every_column_of_an_entry_is_published_and_explained_once(warehouse: Path) -> None:
    with Warehouse(warehouse) as file:
        published = {column for name in file.tables() for column in file.table(name).column_names}
    columns = [column for measure in measures() for column in measure.columns]
    assert set(columns) - published == set()
    assert len(columns) == len(set(columns))


def test_an_entry_says_formula_edge_cases_and_source(page: Page) -> None:
    tables = [block for block in page.blocks if isinstance(block, Table) and block.anchor != "marks"]
    rows = [row for table in tables for row in table.rows]
    assert len(rows) == len(measures())
    assert all(text_of(cell).strip() for row in rows for cell in row.cells)


def test_no_field_and_no_mark_is_left_open(page: Page) -> None:
    assert not [text for text in strings_of(page.blocks) if set("{}~") & set(text)]


def test_a_formula_that_a_report_prints_is_the_same_there(editions: dict[str, tuple[Document, ...]]) -> None:
    for lang, documents in editions.items():
        matching = next(document for document in documents if document.name == "matching")
        [table] = [
            block for block in matching.blocks if isinstance(block, Table) and block.anchor == "formulas"
        ]
        printed = {text_of(row.cells[0]): text_of(row.cells[1]) for row in table.rows}
        words = language(lang)
        shared = [measure for measure in measures() if measure.words != measure.own]
        assert printed == {
            words.text(f"{measure.words}.term"): words.text(f"{measure.words}.formula") for measure in shared
        }


def test_values_are_those_of_the_policy_of_the_release(method: Method) -> None:
    other = {
        **method.parameters,
        "disclosure_min_cohort": 35.0,
        "crowded_site_share_bp": 4250.0,
        "similar_name": None,
    }
    assert "35" not in said(method)
    text = said(Method(method.shared, other))
    assert "Withheld below 35 graduates" in text
    assert "above 42.5% of the schools" in text
    assert "Near-identical from [z] on" in text


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("similar_name", 0.85, "0.85"),
        ("series_break_cohort_year", 2021.0, "2021"),
        ("expanded_bp", 3000.0, "30%"),
        ("expanded_bp", 3050.0, "30.5%"),
        ("expanded_bp", None, "[z]"),
        ("forecast_error_growth_bp", 7500.0, "0.75"),
    ],
)
def test_a_parameter_is_printed_in_its_unit(name: str, value: float | None, shown: str) -> None:
    assert filled(language("en"), {name: value}) == {name: shown}


def test_the_page_is_reached_from_the_landing_page(public: Path) -> None:
    for folder in ("", "en/"):
        assert (public / f"site/{folder}{METHOD}.html").is_file()
        assert f'href="{METHOD}.html"' in (public / f"site/{folder}index.html").read_text(encoding="utf-8")


def test_every_report_leads_to_the_page_from_its_closing_section(documents: list[Document]) -> None:
    for document in documents:
        anchors = [block.anchor if isinstance(block, Heading) else "" for block in document.blocks]
        begins = min(
            anchors.index(name) for name in ("statement-heading", "method-heading") if name in anchors
        )
        after = [block for block in document.blocks[begins:] if isinstance(block, Paragraph)]
        links = [span for block in after for span in block.spans if span.kind == "page"]
        assert Span(language(document.lang).text("measures.title"), "page", f"{METHOD}.html") in links, (
            document.name
        )


def test_the_paper_says_the_same() -> None:
    """To write it again: python -m tests.reports.method.paper"""
    text = PAPER.read_text(encoding="utf-8")
    assert text[text.index(BEGINS) :] == measures_section()


def said(method: Method) -> str:
    return " ".join(strings_of(write_method(method, language("en")).blocks))
