"""Districts and ranges as a reader meets them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reports.data.query import Warehouse
from reports.data.release import load_shared
from reports.document.blocks import Note, Paragraph, Table, text_of
from reports.document.language import language
from reports.document.wording import Wording
from reports.matching.context import DistrictMatch, MatchingContext, load_matching
from reports.matching.variants import districts_section, sensitivity_section


@pytest.fixture(scope="module")
def context(warehouse: Path) -> MatchingContext:
    with Warehouse(warehouse) as opened:
        return load_matching(opened, load_shared(opened))


def test_every_industry_has_a_range_or_the_mark_that_says_why_not(context):
    _, text, table = sensitivity_section(context, Wording(language("zh"), context.shared))
    assert isinstance(text, Paragraph)
    assert "±20%之间随机变动200次" in text_of(text.spans)
    rows = {text_of(row.cells[0]): [text_of(cell) for cell in row.cells[1:]] for row in table.rows}
    assert "～" in rows["Q 卫生和社会工作"][1]
    # nobody supplies it: no ratio, no deviation, no range
    assert set(rows["R 文化、体育和娱乐业"]) == {"[z]"}


def test_without_demand_of_districts_the_section_says_so(context):
    _, note = districts_section(context, Wording(language("en"), context.shared))
    assert isinstance(note, Note)
    assert "cannot be compared" in text_of(note.spans)


def test_districts_stand_beside_one_another_by_basis_of_demand(context):
    one = DistrictMatch("500101", "万州区", "employment", 2025, 3930.0, 0.598, 0.61, 0.95, 0.593, 0.603)
    other = replace(one, demand_basis="value_added", district_name=None, degree_low=None)
    found = replace(context, sensitivity=replace(context.sensitivity, districts=(one, other)))
    tables = [
        b for b in districts_section(found, Wording(language("zh"), context.shared)) if isinstance(b, Table)
    ]
    shown = [[text_of(cell) for cell in table.rows[0].cells] for table in tables]
    assert shown == [
        ["万州区", "2025", "3,930", "59.8%", "59.3%～60.3%", "0.61", "0.95"],
        ["500101", "2025", "3,930", "59.8%", "[x]", "0.61", "0.95"],
    ]
