"""The forecast report 行业人才需求预测报告: what is expected, how surely, and how such forecasts have done."""

from __future__ import annotations

from reports.data.published import exact
from reports.document.blocks import Block, Document, Figure, Figures, Heading, Paragraph
from reports.document.document import document
from reports.document.language import Language
from reports.document.wording import Wording
from reports.matching.context import MatchingContext
from reports.matching.forecast import (
    basis_blocks,
    expected_change,
    expected_of,
    forecast_table,
    told_forecasts,
    verdict,
)
from reports.matching.forecast_context import BasisForecast
from reports.standard.closing import sources_section, statements_section
from reports.standard.comparison import deliveries_section

NAME = "forecast"


def write_forecast(context: MatchingContext, language: Language) -> Document:
    """The report in one language; where no series can carry a forecast it says so and still gives its method."""
    wording = Wording(language, context.shared)
    told = told_forecasts(context.forecasts)
    year = max((row.last_year for forecast in told for row in forecast.rows), default=None)
    blocks: list[Block] = [
        *_summary(context, wording, told),
        *_by_basis(wording, told),
        *_by_cluster(context, wording),
        *deliveries_section(context.shared.comparison, wording),
        *sources_section(wording),
        *statements_section(wording, NAME),
    ]
    return document(wording, NAME, year, headline(wording, told), blocks)


def headline(wording: Wording, told: list[BasisForecast]) -> Figures:
    """Industries forecast, those expected to grow, and how the back-test went."""
    if not told:
        return Figures((Figure(wording.text("forecast.industries"), "[x]"),))
    forecast, words = told[0], wording.words
    horizon = forecast.horizons()[0]
    expected = expected_of(forecast)
    years = wording.text("forecast.of_years", years=horizon)
    unit = wording.text("forecast.unit_industries")
    items = [
        Figure(wording.text("forecast.industries"), words.integer(len(forecast.by_industry())), unit),
        Figure(
            wording.text("forecast.growing"),
            words.integer(sum(item.change > 0 for item in expected)),
            unit,
            years,
        ),
    ]
    chosen, naive = forecast.scored(horizon, "as_chosen"), forecast.scored(horizon, "naive")
    if chosen and naive:
        beside = wording.text("forecast.naive_beside", naive=words.shown(exact(naive.wape), words.percent))
        trials = wording.text("forecast.tested", trials=chosen.trials)
        items += [
            Figure(
                wording.text("forecast.wape"), words.shown(exact(chosen.wape), words.percent), note=beside
            ),
            Figure(
                wording.text("forecast.coverage"),
                words.shown(exact(chosen.coverage_80), words.percent),
                note=trials,
            ),
        ]
    return Figures(tuple(items))


def _summary(context: MatchingContext, wording: Wording, told: list[BasisForecast]) -> list[Block]:
    heading = wording.heading("summary.heading")
    if not told:
        return [heading, wording.missing("forecast.none")]
    run, forecast = context.shared.run, told[0]
    expected = expected_of(forecast)
    text = wording.words.spans(
        "forecast.summary",
        city=wording.either(run.city_name_zh, run.city_name_en),
        n=len(expected),
        years=forecast.horizons()[0],
        basis=wording.text(f"basis.{forecast.basis}"),
        last=str(max(row.last_year for row in forecast.rows)),
        growing=sum(item.change > 0 for item in expected),
        falling=sum(item.change < 0 for item in expected),
    )
    return [
        heading,
        Paragraph(text),
        headline(wording, told),
        verdict(forecast, wording),
        *expected_change(forecast, wording),
    ]


def _by_basis(wording: Wording, told: list[BasisForecast]) -> list[Block]:
    """One section per basis of demand; the verdict on the first stands in the summary."""
    blocks: list[Block] = []
    for at, forecast in enumerate(told):
        blocks.append(wording.heading(f"forecast.{forecast.basis}"))
        blocks += basis_blocks(forecast, wording, with_verdict=at > 0)
    return blocks


def _by_cluster(context: MatchingContext, wording: Wording) -> list[Block]:
    """The policy's industry clusters, where a series of theirs can carry a forecast."""
    blocks: list[Block] = []
    for forecast in told_forecasts(context.clusters.forecasts if context.clusters else ()):
        basis = wording.text(f"basis.{forecast.basis}")
        blocks.append(Heading(2, basis, f"forecast-clusters-{forecast.basis}"))
        blocks.append(verdict(forecast, wording))
        blocks += expected_change(forecast, wording, "cluster-")
        blocks.append(forecast_table(forecast, wording, "cluster-"))
    return [wording.heading("forecast.clusters"), *blocks] if blocks else []
