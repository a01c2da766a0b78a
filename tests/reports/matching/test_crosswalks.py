"""The three crosswalks and matched work as a reader meets them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reports.data.published import Published
from reports.data.query import Warehouse
from reports.data.release import load_shared
from reports.document.blocks import Note, Paragraph, Table, text_of
from reports.document.language import language
from reports.document.wording import Wording
from reports.matching.context import CrosswalkDegree, MatchedRate, MatchingContext, load_matching
from reports.matching.variants import crosswalks_section, matched_section


@pytest.fixture(scope="module")
def context(warehouse: Path) -> MatchingContext:
    with Warehouse(warehouse) as opened:
        return load_matching(opened, load_shared(opened))


def wording(context: MatchingContext, code: str = "zh") -> Wording:
    return Wording(language(code), context.shared)


def cells(table: Table) -> list[list[str]]:
    return [[text_of(cell) for cell in row.cells] for row in table.rows]


def test_the_expert_crosswalk_stands_beside_equal_weights(context):
    _, text, table = crosswalks_section(context, wording(context))
    assert isinstance(text, Paragraph)
    assert [row.crosswalk_source for row in context.observed.degrees] == ["expert", "equal"]
    assert "专家对照表" in text_of(text.spans)
    assert "等权分配" in text_of(text.spans)
    shown = {row[0]: row[1:] for row in cells(table)}
    # nobody delivered where graduates went; nobody supplies R
    assert shown["Q 卫生和社会工作"][0] == "[x]"
    assert shown["Q 卫生和社会工作"][5] == "一致"
    assert shown["R 文化、体育和娱乐业"][5] == "无法判断"


def test_one_crosswalk_alone_is_not_compared(context):
    one = replace(context.observed, degrees=(CrosswalkDegree("expert", 0.8),))
    _, note = crosswalks_section(replace(context, observed=one), wording(context, "en"))
    assert isinstance(note, Note)
    assert "one crosswalk only" in text_of(note.spans)


def test_without_counts_of_matched_work_the_section_says_so(context):
    _, note = matched_section(context, wording(context))
    assert isinstance(note, Note)


def test_rates_stand_with_both_counts_and_the_lowest_class_first(context):
    one = MatchedRate("industry", "I", "软件", 2025, 120.0, Published(90.0), Published(0.75))
    rates = (
        one,
        replace(one, scope_code="unmapped", matched=Published(None, "c"), matched_rate=Published(None, "c")),
        replace(one, matched_scope="class", scope_code="5102", scope_name="计算机类"),
        replace(
            one, matched_scope="class", scope_code="5303", scope_name="财务类", matched_rate=Published(0.5)
        ),
    )
    found = replace(context, observed=replace(context.observed, rates=rates))
    industry, classes = (b for b in matched_section(found, wording(context)) if isinstance(b, Table))
    assert cells(industry) == [["I 软件", "120", "90", "75.0%"], ["无单位或行业不明", "120", "[c]", "[c]"]]
    assert [row[0] for row in cells(classes)] == ["5303 财务类", "5102 计算机类"]
