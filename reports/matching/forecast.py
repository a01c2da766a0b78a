"""行业人才需求预测报告: what demand is expected, how surely, and how such forecasts have done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reports.charts.block import chart
from reports.charts.interval_forms import Intervals
from reports.data.directory import BacktestRow, BasisForecast, ForecastRow
from reports.data.published import NOT_APPLICABLE
from reports.document.blocks import (
    Block,
    Document,
    Figure,
    Figures,
    Heading,
    Note,
    Paragraph,
    Span,
    Spans,
    Table,
    plain,
)
from reports.document.document import document
from reports.document.fields import Field, coded, headed, number, table_of
from reports.document.language import Language
from reports.document.wording import Wording
from reports.matching.context import MatchingContext
from reports.standard.sections import deliveries_section, sources_section, statements_section

NAME = "forecast"
LINE = 16  # characters of an interval that fit one line


@dataclass(frozen=True)
class Expected:
    """What is expected of one industry at the shortest horizon, as shares of its newest demand."""

    row: ForecastRow
    change: float
    range_80: tuple[float, float] | None


def write_forecast(context: MatchingContext, language: Language) -> Document:
    """The report in one language; where no series can carry a forecast it says so and still gives its method."""
    wording = Wording(language, context.shared)
    forecasts = with_forecast(context.forecasts)
    year = max((row.last_year for forecast in forecasts for row in forecast.rows), default=None)
    blocks: list[Block] = [
        *_summary(context, wording, forecasts),
        *_by_basis(wording, forecasts),
        *_by_cluster(context, wording),
        *deliveries_section(context.shared.comparison, wording),
        *sources_section(wording),
        *statements_section(wording, NAME),
    ]
    return document(wording, NAME, year, headline(wording, forecasts), blocks)


def headline(wording: Wording, forecasts: list[BasisForecast]) -> Figures:
    """Industries forecast, those expected to grow, and how the back-test went."""
    if not forecasts:
        return Figures((wording.figure("forecast.industries", "[x]"),))
    forecast, words = forecasts[0], wording.words
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
        beside = wording.text("forecast.naive_beside", naive=wording.shown(naive.wape, words.percent))
        trials = wording.text("forecast.tested", trials=chosen.trials)
        items += [
            wording.figure("forecast.wape", wording.shown(chosen.wape, words.percent), note=beside),
            wording.figure(
                "forecast.coverage", wording.shown(chosen.coverage_80, words.percent), note=trials
            ),
        ]
    return Figures(tuple(items))


def _summary(context: MatchingContext, wording: Wording, forecasts: list[BasisForecast]) -> list[Block]:
    heading = wording.heading("summary.heading")
    if not forecasts:
        return [heading, wording.missing("forecast.none")]
    run, forecast = context.shared.run, forecasts[0]
    expected = expected_of(forecast)
    text = wording.spans(
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
        headline(wording, forecasts),
        verdict(forecast, wording),
        *expected_change(forecast, wording),
    ]


def _by_basis(wording: Wording, forecasts: list[BasisForecast]) -> list[Block]:
    """One section per basis of demand; the verdict on the first is in the summary."""
    blocks: list[Block] = []
    for at, forecast in enumerate(forecasts):
        blocks.append(wording.heading(f"forecast.{forecast.basis}"))
        blocks += basis_blocks(forecast, wording, with_verdict=at > 0)
    return blocks


def _by_cluster(context: MatchingContext, wording: Wording) -> list[Block]:
    """The policy's industry clusters, where a series of theirs can carry a forecast."""
    blocks: list[Block] = []
    for forecast in with_forecast(context.clusters.forecasts if context.clusters else ()):
        basis = wording.text(f"basis.{forecast.basis}")
        blocks.append(Heading(2, basis, f"forecast-clusters-{forecast.basis}"))
        blocks.append(verdict(forecast, wording))
        blocks += expected_change(forecast, wording, "cluster-")
        blocks.append(forecast_table(forecast, wording, "cluster-"))
    return [wording.heading("forecast.clusters"), *blocks] if blocks else []


def forecast_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """A summary for the matching report: back-test, expected changes, and where the full forecast report is."""
    forecasts = with_forecast(context.forecasts)
    heading = wording.heading("forecast.heading")
    if not forecasts:
        return [heading, wording.missing("forecast.none")]
    pointer = wording.paragraph("forecast.pointer")
    return [heading, verdict(forecasts[0], wording), *expected_change(forecasts[0], wording), pointer]


def with_forecast(forecasts: Iterable[BasisForecast]) -> list[BasisForecast]:
    """Forecasts in which at least one industry is forecast."""
    return [forecast for forecast in forecasts if forecast.by_industry()]


def basis_blocks(forecast: BasisForecast, wording: Wording, with_verdict: bool = True) -> list[Block]:
    """The forecast on one basis of demand: values, openings, back-test card, what is not forecast."""
    blocks: list[Block] = [verdict(forecast, wording)] if with_verdict else []
    blocks.append(forecast_table(forecast, wording))
    if any(row.replacement is not None for row in forecast.rows):
        blocks.append(_openings_table(forecast, wording))
    return [*blocks, _card_table(forecast, wording), *_refused(forecast, wording)]


def verdict(forecast: BasisForecast, wording: Wording) -> Block:
    """What the back-test says of the shortest horizon, better or not than the naive, and of its interval."""
    horizon = forecast.horizons()[0]
    chosen, naive = forecast.scored(horizon, "as_chosen"), forecast.scored(horizon, "naive")
    if not chosen or not naive or chosen.wape is None or naive.wape is None:
        return wording.note("caution", "forecast.untested_title", "forecast.untested")
    percent = wording.words.percent
    key = "better" if chosen.wape < naive.wape else "no_better"
    text = wording.spans(
        f"forecast.{key}",
        years=horizon,
        trials=chosen.trials,
        wape=percent(chosen.wape),
        naive=percent(naive.wape),
        coverage=wording.shown(chosen.coverage_80, percent),
    )
    return Note("info" if key == "better" else "caution", wording.text("forecast.verdict_title"), text)


def expected_of(forecast: BasisForecast) -> list[Expected]:
    """Growth or decline of each industry up to the shortest horizon, from the largest growth down."""
    horizon = forecast.horizons()[0]
    found = []
    for own in forecast.by_industry().values():
        row = own[horizon]
        if row.last_demand and row.forecast_demand is not None:
            ends = row.range_80
            span = (ends[0] / row.last_demand - 1, ends[1] / row.last_demand - 1) if ends else None
            found.append(Expected(row, row.forecast_demand / row.last_demand - 1, span))
    return sorted(found, key=lambda item: (-item.change, item.row.industry_code))


def expected_change(forecast: BasisForecast, wording: Wording, prefix: str = "") -> list[Block]:
    """The chart of expected changes with their intervals, and its table; `prefix` begins its anchor."""
    horizon, expected = forecast.horizons()[0], expected_of(forecast)
    if not expected:
        return []
    last = str(expected[0].row.last_year)

    def show(value: float) -> str:
        return wording.words.points(value, 0) + "%"

    form = Intervals(
        axis=wording.text("forecast.interval_axis", years=horizon, last=last),
        labels=tuple(item.row.name for item in expected),
        values=tuple(item.change for item in expected),
        ranges=tuple(item.range_80 for item in expected),
        above_label=wording.text("forecast.grows"),
        below_label=wording.text("forecast.shrinks"),
        same_label=wording.text("forecast.steady"),
        show=show,
    )
    caption = wording.text("forecast.change_caption", years=horizon, basis=_basis(forecast, wording))
    table = _change_table(expected, wording, caption, f"{prefix}forecast-change", show)
    alt = wording.text(
        "forecast.change_alt",
        n=len(expected),
        growing=sum(item.change > 0 for item in expected),
        name=expected[0].row.name,
        value=show(expected[0].change),
        last=expected[-1].row.name,
        low=show(expected[-1].change),
    )
    origin = wording.spans(
        "chart.origin.forecast",
        basis=_basis(forecast, wording),
        last=last,
        until=str(expected[0].row.last_year + horizon),
        n=len(expected),
    )
    note = wording.words.sentences((wording.spans("forecast.with_interval_note"), origin))
    return [chart(wording, form, table, alt, note)]


def _change_table(
    expected: list[Expected], wording: Wording, caption: str, anchor: str, show: Callable[[float], str]
) -> Table:
    def interval(item: Expected) -> str:
        if item.range_80 is None:
            return "[x]"
        low, high = item.range_80
        return wording.between(show(low), show(high), " to ")

    fields: tuple[Field[Expected], ...] = (
        Field("industries.industry", lambda item: item.row.name, width="fill"),
        number("forecast.change", lambda item: show(item.change)),
        number("forecast.interval_80", interval),
    )
    return table_of(wording, plain(caption), fields, expected, anchor)


def forecast_table(forecast: BasisForecast, wording: Wording, prefix: str = "") -> Table:
    """Newest value and forecasts of each industry with their intervals and methods."""
    horizons = forecast.horizons()
    newest = max(row.last_year for row in forecast.rows)
    fields: list[Field[dict[int, ForecastRow]]] = [
        Field("industries.industry", lambda own: _code_and_name(own[horizons[0]]), width="fill"),
        headed(
            wording.text("forecast.newest", year=str(newest)),
            lambda own: wording.count(own[horizons[0]].last_demand),
        ),
    ]
    for horizon in horizons:
        fields += _horizon_fields(wording, horizon, newest + horizon)
    fields.append(Field("forecast.method", lambda own: _methods(wording, own), width="part"))
    caption = wording.cell("forecast.caption", basis=_basis(forecast, wording))
    note, anchor = wording.spans("forecast.note"), f"{prefix}forecast-table-{forecast.basis}"
    return table_of(wording, caption, fields, forecast.by_industry().values(), anchor, note)


def _horizon_fields(wording: Wording, horizon: int, year: int) -> tuple[Field[dict[int, ForecastRow]], ...]:
    return (
        headed(
            wording.text("forecast.value", year=str(year)),
            lambda own: wording.count(own[horizon].forecast_demand),
        ),
        number(
            "forecast.interval_80", lambda own: _range(wording, own[horizon].low_80, own[horizon].high_80)
        ),
    )


def _methods(wording: Wording, own: dict[int, ForecastRow]) -> str:
    methods = dict.fromkeys(own[horizon].forecast_method or "" for horizon in sorted(own))
    return wording.words.listing(wording.text(f"forecast_method.{name}") for name in methods)


def _openings_table(forecast: BasisForecast, wording: Wording) -> Table:
    """A stock: what grows, who is replaced, and the openings a year that follow."""
    horizon = forecast.horizons()[0]
    fields: tuple[Field[ForecastRow], ...] = (
        Field("industries.industry", _code_and_name, width="fill"),
        number("forecast.expansion", lambda row: wording.count(row.expansion)),
        number("forecast.replacement", lambda row: wording.count(row.replacement)),
        number("forecast.annual_openings", lambda row: wording.count(row.annual_openings)),
        number(
            "forecast.interval_80",
            lambda row: _range(wording, row.annual_openings_low_80, row.annual_openings_high_80),
        ),
    )
    rows = [own[horizon] for own in forecast.by_industry().values()]
    rate = next(row.replacement_rate for row in rows if row.replacement_rate is not None)
    caption = wording.cell("forecast.openings_caption", years=horizon)
    note = wording.spans("forecast.openings_note", rate=wording.words.percent(rate))
    return table_of(wording, caption, fields, rows, f"forecast-openings-{forecast.basis}", note)


def _card_table(forecast: BasisForecast, wording: Wording) -> Table:
    def whole(rate: float) -> str:
        return wording.words.percent(rate, 0)

    fields: tuple[Field[BacktestRow], ...] = (
        Field(
            "forecast.method", lambda row: wording.text(f"forecast_method.{row.card_method}"), width="fill"
        ),
        number("forecast.horizon", lambda row: str(row.horizon_years)),
        number("column.trials", lambda row: wording.count(row.trials)),
        number("forecast.wape", lambda row: wording.share(row.wape)),
        number("forecast.mase", lambda row: wording.decimal(row.mase)),
        # the naive expects no change: it has no direction to hit
        number(
            "forecast.direction",
            lambda row: wording.shown(
                NOT_APPLICABLE if row.direction_hit_rate is None else row.direction_hit_rate, whole
            ),
        ),
        number("forecast.dissimilarity", lambda row: wording.share(row.share_dissimilarity)),
        number("forecast.coverage_80", lambda row: wording.shown(row.coverage_80, whole)),
        number("forecast.coverage_95", lambda row: wording.shown(row.coverage_95, whole)),
    )
    caption = wording.cell("forecast.card_caption", basis=_basis(forecast, wording))
    note = wording.spans("forecast.card_note")
    return table_of(wording, caption, fields, forecast.card, f"forecast-card-{forecast.basis}", note)


def _refused(forecast: BasisForecast, wording: Wording) -> list[Block]:
    title = wording.text("forecast.refused_title")
    return [
        Note(
            "caution",
            title,
            wording.spans(
                f"no_forecast.{reason}", names=wording.words.listing(row.name for row in rows), n=len(rows)
            ),
        )
        for reason, rows in sorted(forecast.refused().items())
    ]


def _basis(forecast: BasisForecast, wording: Wording) -> str:
    return wording.text(f"basis.{forecast.basis}")


def _code_and_name(row: ForecastRow) -> str:
    return coded(row.industry_code, row.industry_name)


def _range(wording: Wording, low: float | None, high: float | None) -> Spans | str:
    """Both ends; those of many digits on a line each, so that names beside them keep their room."""
    if low is None or high is None:
        return wording.shown(None)
    lower, upper = wording.between(wording.words.integer(low), ""), wording.words.integer(high)
    if len(lower) + len(upper) <= LINE:
        return lower + upper
    return (Span(lower), Span("", "break"), Span(upper))
