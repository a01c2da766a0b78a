"""The data dictionary: every published table on its page, every reference drawn, every number with its origin."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from reports.data.query import Warehouse
from reports.data.release import load_shared
from reports.dictionary.context import DictionaryContext, Entity, TableReference, load_dictionary
from reports.dictionary.pages import (
    EVERYWHERE,
    MARK,
    narrow_diagram,
    tables_drawn,
    wide_diagram,
    write_dictionary,
)
from reports.document.blocks import Chart, Paragraph, Table, text_of
from reports.document.document import Page
from reports.document.language import language
from reports.opendata.page import write_open_page
from reports.opendata.tables import load_open_data
from transforms.warehouse.models import STATUS

Pages = dict[str, tuple[Page, ...]]


@pytest.fixture(scope="module")
def dictionary(warehouse: Path) -> DictionaryContext:
    with Warehouse(warehouse) as data:
        return load_dictionary(data, load_shared(data))


@pytest.fixture(scope="module")
def editions_of(dictionary: DictionaryContext) -> Pages:
    return {lang: write_dictionary(dictionary, language(lang)) for lang in ("zh", "en")}


def table_of(page: Page, anchor: str) -> list[list[str]]:
    [table] = [block for block in page.blocks if isinstance(block, Table) and block.anchor == anchor]
    return [[text_of(cell) for cell in row.cells] for row in table.rows]


def page_of(pages: tuple[Page, ...], table: str) -> Page:
    return next(page for page in pages if page.aside == table)


def test_every_table_and_column_that_is_published_is_in_it(editions_of: Pages, warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        published = con.execute(
            "select schema_name || '.' || table_name, column_name from duckdb_columns() where not internal "
            "order by schema_name, table_name, column_index"
        ).fetchall()
    for pages in editions_of.values():
        tables = [row[0] for row in table_of(pages[0], "tables")]
        assert [
            (name, row[0]) for name in tables for row in table_of(page_of(pages, name), "columns")
        ] == published


def test_every_column_has_its_words_and_every_one_of_a_mart_its_origin(editions_of: Pages) -> None:
    for page in editions_of["zh"][1:]:
        for column, label, meaning, _, kind, origin in table_of(page, "columns"):
            assert all((label, meaning, kind)), f"{page.aside}.{column}"
            if page.aside.startswith("marts."):
                assert origin, f"{page.aside}.{column}"


def test_a_rate_says_what_it_is_made_from(editions_of: Pages) -> None:
    rows = {row[0]: row[-1] for row in table_of(page_of(editions_of["en"], "marts.outcome"), "columns")}
    assert "employment: " in rows["employment_rate"]
    assert "placed" in rows["employment_rate"]
    assert rows[f"employment_rate{STATUS}"] == "added when published"


@pytest.mark.parametrize(
    ("table", "how"),
    [
        ("marts.industry_match", "made again"),
        ("marts.verdict", "chosen columns"),
        ("marts.trigger_result", "as it is"),
        ("policy.clause", "as it is"),
        ("meta.run", "chosen columns"),
    ],
)
def test_a_page_says_how_its_table_is_published(table: str, how: str, editions_of: Pages) -> None:
    said = [
        text_of(block.spans)
        for block in page_of(editions_of["en"], table).blocks
        if isinstance(block, Paragraph)
    ]
    assert any(f"Published: {how}" in text for text in said)


def test_what_stays_inside_has_no_page(editions_of: Pages, dictionary: DictionaryContext) -> None:
    assert "marts.rule_reason" not in {page.aside for page in editions_of["zh"]}
    inside = {entity.name for entity in dictionary.entities if not entity.how}
    assert inside == {"core.program", "core.institution", "core.major"}


def test_the_drawing_has_a_line_or_a_mark_for_every_reference_and_a_table_says_the_same(
    editions_of: Pages, dictionary: DictionaryContext
) -> None:
    for pages in editions_of.values():
        [chart] = [block for block in pages[0].blocks if isinstance(block, Chart)]
        shown = {tuple(text_of(cell) for cell in row.cells) for row in chart.data.rows}
        assert shown == {(r.table, ", ".join(r.columns), r.target) for r in dictionary.references}
        marks = {r.table for r in dictionary.references if r.target == EVERYWHERE}
        lines = [r for r in dictionary.references if r.target != EVERYWHERE]
        assert chart.svg.count("<path") == len(lines)
        assert chart.svg.count(f">{MARK}<") == len(marks)
        assert str(len(dictionary.references)) in chart.alt


def test_no_box_covers_another(dictionary: DictionaryContext) -> None:
    for svg in (
        wide_diagram(dictionary.entities, dictionary.references),
        narrow_diagram(dictionary.entities, dictionary.references),
    ):
        boxes = [
            tuple(map(float, box))
            for box in re.findall(r'<rect x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"', svg)
        ]
        names = tables_drawn(dictionary.entities, dictionary.references)
        assert len(boxes) == len(names)
        for at, (x, y, width, height) in enumerate(boxes):
            for left, top, wide, high in boxes[at + 1 :]:
                assert x + width <= left or left + wide <= x or y + height <= top or top + high <= y


def test_a_drawing_keeps_names_as_text_and_carries_no_style() -> None:
    entities = [
        Entity("marts.a", "甲", "a", "", "", ("x",), "unchanged"),
        Entity("core.<b>", "乙", "b", "", "", ("x", "y"), None),
    ]
    svg = wide_diagram(entities, [TableReference("marts.a", "core.<b>", ("x",))])
    assert ">a</text>" in svg
    assert ">&lt;b&gt;</text>" in svg
    assert "stroke-dasharray" in svg
    assert "style=" not in svg


def test_every_page_leads_to_the_files_of_its_table(editions_of: Pages, warehouse: Path) -> None:
    with Warehouse(warehouse) as data:
        page = write_open_page(load_open_data(data, load_shared(data)), language("zh"))
    rows = {row.anchor for block in page.blocks if isinstance(block, Table) for row in block.rows}
    for pages in editions_of.values():
        for own in pages[1:]:
            leads = {
                span.name for block in own.blocks if isinstance(block, Paragraph) for span in block.spans
            }
            [anchor] = [lead.partition("#")[2] for lead in leads if lead.startswith(page.address)]
            assert anchor in rows


def test_what_a_row_is_stands_in_the_language_of_the_page(editions_of: Pages) -> None:
    for lang, words in (("zh", "每个专业点和年份一行"), ("en", "one row per program and year")):
        rows = {row[0]: row[2] for row in table_of(editions_of[lang][0], "tables")}
        assert rows["marts.verdict"].startswith(words)
        assert all(rows.values())
