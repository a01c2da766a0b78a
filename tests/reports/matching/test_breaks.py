"""A year in which the compared series begin anew, as a reader of the matching report meets it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reports.data.query import Warehouse
from reports.data.release import Reading, load_shared
from reports.document.blocks import Chart, Note, text_of
from reports.document.language import language
from reports.document.wording import Wording
from reports.matching.context import MatchingContext, load_matching
from reports.matching.report import write_matching
from reports.matching.structures import break_notes, degree_over_time


@pytest.fixture(scope="module")
def context(warehouse: Path) -> MatchingContext:
    with Warehouse(warehouse) as opened:
        return load_matching(opened, load_shared(opened))


def broken(context: MatchingContext, reason: str) -> MatchingContext:
    last = context.years()[-1].year
    structures = tuple(
        replace(row, series_break_reason=reason if row.year == last else None) for row in context.structures
    )
    return replace(context, structures=structures)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("crosswalk", "对应关系改用新的权重"),
        ("demand", "需求数据改用新的统计口径"),
        ("crosswalk_and_demand", "需求数据也改用新的统计口径"),
    ],
)
def test_the_year_and_the_reason_are_told(context, reason, said):
    [note] = break_notes(broken(context, reason), Wording(language("zh"), context.shared))
    assert isinstance(note, Note)
    assert text_of(note.spans).startswith(
        f"{context.years()[-1].year}年起" if reason != "demand" else "报送单位"
    )
    assert said in text_of(note.spans)


def test_the_charts_draw_it_and_do_not_without(context):
    wording = Wording(language("zh"), context.shared)
    [drawn] = degree_over_time(broken(context, "crosswalk"), wording)
    [plain] = degree_over_time(context, wording)
    assert isinstance(drawn, Chart)
    assert isinstance(plain, Chart)
    assert "口径变化" in drawn.svg
    assert "口径变化" not in plain.svg


@pytest.mark.parametrize(("code", "said"), [("zh", "不与上年比较"), ("en", "not compared")])
def test_the_headline_does_not_compare_across_it(context, warehouse, code, said):
    with Warehouse(warehouse) as opened:
        document = write_matching(broken(context, "crosswalk"), Reading(opened), language(code))
    assert said in (document.headline.items[0].note or "")
