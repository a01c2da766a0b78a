"""The forecast as a reader meets it: figures beside the naive, how such forecasts did, and what is not forecast."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reports.data.directory import BacktestRow, BasisForecast, ForecastRow
from reports.data.query import Warehouse
from reports.data.release import load_shared
from reports.document.blocks import Chart, Note, Table, text_of
from reports.document.language import language
from reports.document.wording import Wording
from reports.matching.context import MatchingContext, load_matching
from reports.matching.forecast import forecast_section, write_forecast

ROW = ForecastRow(
    demand_basis="employment",
    industry_code="I",
    industry_name="软件业",
    horizon_years=3,
    last_year=2025,
    last_demand=1000.0,
    forecast_method="drift",
    forecast_demand=1200.0,
    low_80=1100.0,
    high_80=1300.0,
    low_95=1040.0,
    high_95=1370.0,
    expansion=200.0,
    replacement=82.6,
    replacement_rate=0.025,
    annual_openings=94.2,
    annual_openings_low_80=59.6,
    annual_openings_high_80=128.8,
    no_forecast_reason=None,
)
CHOSEN = BacktestRow("employment", 3, "as_chosen", 95, 0.05, 1.5, 0.9, 0.8, None, 0.02)
NAIVE = replace(CHOSEN, card_method="naive", wape=0.06, direction_hit_rate=None)
SHORT = replace(
    ROW, industry_code="J", industry_name="金融业", forecast_demand=None, no_forecast_reason="too_few_years"
)


@pytest.fixture(scope="module")
def context(bare_warehouse: Path) -> MatchingContext:
    with Warehouse(bare_warehouse) as warehouse:
        return load_matching(warehouse, load_shared(warehouse))


def section(context: MatchingContext, rows: tuple, card: tuple, lang: str = "zh") -> list:
    forecast = replace(context, forecasts=(BasisForecast("employment", rows, card),))
    return list(write_forecast(forecast, language(lang)).blocks)


def tables(blocks: list) -> dict[str, list[list[str]]]:
    return {
        block.anchor: [[text_of(cell) for cell in row.cells] for row in block.rows]
        for block in blocks
        if isinstance(block, Table)
    }


def notes(blocks: list) -> list[tuple[str, str]]:
    return [(block.kind, text_of(block.spans)) for block in blocks if isinstance(block, Note)]


def test_each_industry_stands_with_its_interval_its_openings_and_its_method(context):
    shown = tables(section(context, (ROW, SHORT), (CHOSEN, NAIVE)))
    assert shown["forecast-table-employment"] == [["I 软件业", "1,000", "1,200", "1,100～1,300", "平均增速"]]
    assert shown["forecast-openings-employment"] == [["I 软件业", "200", "83", "94", "60～129"]]


def test_the_card_tells_what_was_chosen_then_beside_the_naive(context):
    shown = tables(section(context, (ROW,), (CHOSEN, NAIVE)))
    assert shown["forecast-card-employment"] == [
        ["当时入选", "3", "95", "5.0%", "1.50", "90%", "2.0%", "80%", "[x]"],
        ["朴素（沿用最新值）", "3", "95", "6.0%", "1.50", "[z]", "2.0%", "80%", "[x]"],
    ]


@pytest.mark.parametrize(
    ("wape", "kind", "said"),
    [(0.0599, "info", "朴素预测为6.0%"), (0.06, "caution", "并不优于"), (0.0601, "caution", "并不优于")],
)
def test_forecasts_no_better_than_the_naive_are_called_so(context, wape, kind, said):
    first = notes(section(context, (ROW,), (replace(CHOSEN, wape=wape), NAIVE)))[0]
    assert first[0] == kind
    assert said in first[1]


def test_a_forecast_without_any_outcome_yet_says_so(context):
    assert "还没有实际结果" in notes(section(context, (ROW,), ()))[0][1]


def test_an_industry_that_is_not_forecast_is_named_with_its_reason(context):
    assert notes(section(context, (ROW, SHORT), (CHOSEN, NAIVE)))[-1] == ("caution", "金融业：年数太少。")
    assert notes(section(context, (SHORT,), ()))[0][0] == "missing"


def test_the_section_is_written_in_english_too(context):
    shown = section(context, (ROW, SHORT), (CHOSEN, NAIVE), "en")
    assert "1,100–1,300" in tables(shown)["forecast-table-employment"][0]
    assert "no better" not in notes(shown)[0][1]


def test_the_interval_of_an_expected_change_is_drawn_and_told(context):
    [drawn] = [block for block in section(context, (ROW,), (CHOSEN, NAIVE)) if isinstance(block, Chart)]
    assert [text_of(cell) for cell in drawn.data.rows[0].cells] == ["软件业", "+20%", "+10%～+30%"]


def test_the_matching_report_carries_it_in_short_and_says_where_it_stands_in_full(context):
    forecast = replace(context, forecasts=(BasisForecast("employment", (ROW,), (CHOSEN, NAIVE)),))
    short = forecast_section(forecast, Wording(language("zh"), context.shared))
    assert not any(isinstance(block, Table) for block in short)
    assert "行业人才需求预测报告" in text_of(short[-1].spans)


def test_the_report_of_the_city_carries_its_forecasts(editions):
    anchors = {block.anchor for block in editions["zh"][2].blocks if isinstance(block, Table)}
    assert {"forecast-table-vacancies", "forecast-card-vacancies"} <= anchors
