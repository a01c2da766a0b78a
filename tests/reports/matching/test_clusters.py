"""Industry clusters as a reader meets them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reports.data.directory import IndustryYear
from reports.data.published import MISSING, Published
from reports.data.query import Warehouse
from reports.data.release import load_shared
from reports.document.blocks import Chart, Note, Table, text_of
from reports.document.language import language
from reports.document.wording import Wording
from reports.matching.context import MatchingContext, load_matching
from reports.matching.variants import clusters_section


@pytest.fixture(scope="module")
def context(warehouse: Path) -> MatchingContext:
    with Warehouse(warehouse) as opened:
        return load_matching(opened, load_shared(opened))


def shown(context: MatchingContext, code: str) -> list:
    return clusters_section(context, Wording(language(code), context.shared))


@pytest.mark.parametrize("code", ["zh", "en"])
def test_without_clusters_the_section_says_so(context, code):
    assert context.clusters is None
    _, note = shown(context, code)
    assert isinstance(note, Note)


def test_clusters_stand_with_their_total_and_what_maps_to_none(context):
    world = replace(context.world, industry_classification="chongqing-clusters", granularity="cluster")
    structures = tuple(
        replace(row, total_supply=Published(30.0), unmapped_supply=Published(70.0))
        for row in context.structures
    )
    one = replace(context.industries[0], industry_code="CQ06", industry_name="养老", is_residual=False)
    years = tuple(
        IndustryYear("CQ06", "养老", year, year, None, None, None, None, MISSING, Published(deviation))
        for year, deviation in ((2024, 0.3), (2025, 0.5))
    )
    industries = (one, replace(one, is_residual=True))
    clusters = MatchingContext(context.shared, world, structures, industries, years)
    _, text, ladder, heat, table = shown(replace(context, clusters=clusters), "zh")
    for drawn, name in ((ladder, "clusters-ladder"), (heat, "clusters-heat")):
        assert isinstance(drawn, Chart)
        assert (drawn.anchor, drawn.data.anchor) == (f"chart-{name}", name)
        assert "分产业集群" in drawn.caption
        assert "养老" in drawn.svg
        # its parts are named apart from those of the chart of sections on the same page
        assert "chart-deviation" not in drawn.svg + drawn.svg_narrow
        assert "n＝1" in text_of(drawn.note).replace(" ", "")
    assert "30人对应到产业集群，70人不对应任何集群" in text_of(text.spans)
    assert isinstance(table, Table)
    assert [text_of(row.cells[0]) for row in table.rows] == ["CQ06 养老", "合计"]
    assert table.anchor == "clusters-table"
