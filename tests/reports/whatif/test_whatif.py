"""The what-if page as blocks: in both languages, read without script, led to from the warning report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reports.data.query import Warehouse
from reports.data.release import load_shared
from reports.document.blocks import Document, Table, text_of
from reports.document.document import Page
from reports.document.language import language
from reports.render.html import write_site
from reports.whatif.context import WhatIfContext, load_whatif
from reports.whatif.page import write_whatif


@pytest.fixture(scope="module")
def context(warehouse: Path) -> WhatIfContext:
    with Warehouse(warehouse) as data:
        return load_whatif(data, load_shared(data))


def tables(page: Page) -> list[Table]:
    return [block for block in page.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_read_without_script(context: WhatIfContext, lang: str) -> None:
    [page] = write_whatif(context, language(lang))
    by_line, by_years = tables(page)[:2]
    marked = language(lang).text("whatif.today")
    assert [text_of(row.cells[0]) for row in by_line.rows if marked in text_of(row.cells[0])] == [
        f"60% {marked}"
    ]
    # the higher the line, the more programs lie below it, and the more years are asked, the fewer
    below = [[int(text_of(cell)) for cell in row.cells[1:]] for row in by_years.rows]
    assert below == [sorted(row, reverse=True) for row in below]
    assert below == sorted(below)
    assert below[0] < below[-1]


def test_where_no_rule_can_be_moved_there_is_no_page(context: WhatIfContext) -> None:
    assert [*write_whatif(replace(context, rules=()), language("zh"))] == []


def test_the_landing_page_and_the_warning_report_lead_to_it(
    context: WhatIfContext, warning: Document, tmp_path: Path
) -> None:
    write_site({"zh": [warning]}, tmp_path, {"zh": [*write_whatif(context, language("zh"))]})
    site = tmp_path / "site"
    assert 'href="whatif.html"' in (site / "index.html").read_text(encoding="utf-8")
    assert 'href="whatif.html"' in (site / "warning.html").read_text(encoding="utf-8")
    page = (site / "whatif.html").read_text(encoding="utf-8")
    assert 'src="whatif-data.js"' in page
    assert 'name="low_employment.line"' in page
    assert 'aria-live="polite"' in page
    assert "style=" not in page.split("<main")[1].split("</section>")[0]
