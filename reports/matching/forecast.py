"""Forecast demand as blocks: what is expected, how surely, and how such forecasts have done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reports.charts.block import chart
from reports.charts.interval_forms import Intervals
from reports.data.published import NOT_APPLICABLE, exact
from reports.document.blocks import Block, Column, Note, Paragraph, Row, Span, Spans, Table, plain
from reports.document.cells import number_columns
from reports.document.wording import Wording
from reports.matching.context import MatchingContext
from reports.matching.forecast_context import BasisForecast, CardRow, ForecastRow

LINE = 16  # characters of an interval that stand on one line


@dataclass(frozen=True)
class Expected:
    """What is expected of one industry at the shortest horizon, as shares of its newest demand."""

    row: ForecastRow
    change: float
    range_80: tuple[float, float] | None


def forecast_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """In short, for the matching report: how good the forecast is, what it expects, and where it stands in full."""
    told = told_forecasts(context.forecasts)
    heading = wording.heading("forecast.heading")
    if not told:
        return [heading, wording.missing("forecast.none")]
    pointer = Paragraph(wording.words.spans("forecast.pointer"))
    return [heading, verdict(told[0], wording), *expected_change(told[0], wording), pointer]


def told_forecasts(forecasts: Iterable[BasisForecast]) -> list[BasisForecast]:
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
        return Note(
            "caution", wording.text("forecast.untested_title"), wording.words.spans("forecast.untested")
        )
    percent = wording.words.percent
    key = "better" if chosen.wape < naive.wape else "no_better"
    text = wording.words.spans(
        f"forecast.{key}",
        years=horizon,
        trials=chosen.trials,
        wape=percent(chosen.wape),
        naive=percent(naive.wape),
        coverage=wording.words.shown(exact(chosen.coverage_80), percent),
    )
    return Note("info" if key == "better" else "caution", wording.text("forecast.verdict_title"), text)


def expected_of(forecast: BasisForecast) -> list[Expected]:
    """Growth or decline of each industry up to the shortest horizon, from the largest growth down."""
    horizon = forecast.horizons()[0]
    found = []
    for own in forecast.by_industry().values():
        row = own[horizon]
        if row.last_demand and row.forecast_demand is not None:
            span = None
            if row.low_80 is not None and row.high_80 is not None:
                span = (row.low_80 / row.last_demand - 1, row.high_80 / row.last_demand - 1)
            found.append(Expected(row, row.forecast_demand / row.last_demand - 1, span))
    return sorted(found, key=lambda item: (-item.change, item.row.industry_code))


def expected_change(forecast: BasisForecast, wording: Wording, prefix: str = "") -> list[Block]:
    """The chart of expected changes with their intervals, and its table; `prefix` keeps its anchor apart."""
    horizon, expected = forecast.horizons()[0], expected_of(forecast)
    if not expected:
        return []
    last = str(expected[0].row.last_year)

    def show(value: float) -> str:
        return wording.words.points(value, 0) + "%"

    form = Intervals(
        axis=wording.text("forecast.interval_axis", years=horizon, last=last),
        labels=tuple(_name(item.row) for item in expected),
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
        name=_name(expected[0].row),
        value=show(expected[0].change),
        last=_name(expected[-1].row),
        low=show(expected[-1].change),
    )
    origin = wording.words.spans(
        "chart.origin.forecast",
        basis=_basis(forecast, wording),
        last=last,
        until=str(expected[0].row.last_year + horizon),
        n=len(expected),
    )
    note = wording.words.sentences((wording.words.spans("forecast.with_interval_note"), origin))
    return [chart(wording, form, table, alt, note)]


def _change_table(
    expected: list[Expected], wording: Wording, caption: str, anchor: str, show: Callable[[float], str]
) -> Table:
    between = "～" if wording.words.code == "zh" else " to "
    columns = (
        Column(wording.text("industries.industry"), width="fill"),
        *number_columns(wording, "forecast.change", "forecast.interval_80"),
    )
    rows = tuple(
        Row(
            (
                plain(_name(item.row)),
                plain(show(item.change)),
                plain(between.join(map(show, item.range_80)) if item.range_80 else "[x]"),
            )
        )
        for item in expected
    )
    return Table(caption, columns, rows, anchor)


def forecast_table(forecast: BasisForecast, wording: Wording, prefix: str = "") -> Table:
    """Newest value and forecasts of each industry with their intervals and methods."""
    horizons = forecast.horizons()
    newest = max(row.last_year for row in forecast.rows)
    columns = [Column(wording.text("industries.industry"), width="fill")]
    columns.append(Column(wording.text("forecast.newest", year=str(newest)), "end"))
    for horizon in horizons:
        columns.append(Column(wording.text("forecast.value", year=str(newest + horizon)), "end"))
        columns += number_columns(wording, "forecast.interval_80")
    columns.append(Column(wording.text("forecast.method"), width="part"))
    rows = []
    for own in forecast.by_industry().values():
        first = own[horizons[0]]
        cells = [plain(_code_and_name(first)), _whole(wording, first.last_demand)]
        for horizon in horizons:
            row = own[horizon]
            cells += [_whole(wording, row.forecast_demand), _range(wording, row.low_80, row.high_80)]
        methods = dict.fromkeys(own[horizon].forecast_method or "" for horizon in horizons)
        names = wording.words.listing(wording.text(f"forecast_method.{name}") for name in methods)
        rows.append(Row((*cells, plain(names))))
    caption = wording.text("forecast.caption", basis=_basis(forecast, wording))
    note = wording.words.spans("forecast.note")
    return Table(caption, tuple(columns), tuple(rows), f"{prefix}forecast-table-{forecast.basis}", note=note)


def _openings_table(forecast: BasisForecast, wording: Wording) -> Table:
    """A stock: what grows, who is replaced, and the openings a year that follow."""
    horizon = forecast.horizons()[0]
    columns = (
        Column(wording.text("industries.industry"), width="fill"),
        *number_columns(wording, "forecast.expansion", "forecast.replacement"),
        *number_columns(wording, "forecast.annual_openings", "forecast.interval_80"),
    )
    told = [own[horizon] for own in forecast.by_industry().values()]
    rows = tuple(
        Row(
            (
                plain(_code_and_name(row)),
                _whole(wording, row.expansion),
                _whole(wording, row.replacement),
                _whole(wording, row.annual_openings),
                _range(wording, row.annual_openings_low_80, row.annual_openings_high_80),
            )
        )
        for row in told
    )
    rate = wording.words.percent(
        next(row.replacement_rate for row in told if row.replacement_rate is not None)
    )
    return Table(
        wording.text("forecast.openings_caption", years=horizon),
        columns,
        rows,
        f"forecast-openings-{forecast.basis}",
        note=wording.words.spans("forecast.openings_note", rate=rate),
    )


def _card_table(forecast: BasisForecast, wording: Wording) -> Table:
    columns = (
        Column(wording.text("forecast.method"), width="fill"),
        *number_columns(wording, "forecast.horizon", "forecast.trials", "forecast.wape", "forecast.mase"),
        *number_columns(wording, "forecast.direction", "forecast.dissimilarity"),
        *number_columns(wording, "forecast.coverage_80", "forecast.coverage_95"),
    )
    rows = tuple(_card_row(row, wording) for row in forecast.card)
    caption = wording.text("forecast.card_caption", basis=_basis(forecast, wording))
    note = wording.words.spans("forecast.card_note")
    return Table(caption, columns, rows, f"forecast-card-{forecast.basis}", note=note)


def _card_row(row: CardRow, wording: Wording) -> Row:
    words = wording.words
    # the naive expects no change: it has no direction to hit
    direction = NOT_APPLICABLE if row.direction_hit_rate is None else exact(row.direction_hit_rate)
    return Row(
        (
            wording.cell(f"forecast_method.{row.card_method}"),
            plain(str(row.horizon_years)),
            plain(words.integer(row.trials)),
            plain(words.shown(exact(row.wape), words.percent)),
            plain(words.shown(exact(row.mase), words.decimal)),
            plain(words.shown(direction, lambda rate: words.percent(rate, 0))),
            plain(words.shown(exact(row.share_dissimilarity), words.percent)),
            plain(words.shown(exact(row.coverage_80), lambda rate: words.percent(rate, 0))),
            plain(words.shown(exact(row.coverage_95), lambda rate: words.percent(rate, 0))),
        )
    )


def _refused(forecast: BasisForecast, wording: Wording) -> list[Block]:
    title = wording.text("forecast.refused_title")
    return [
        Note(
            "caution",
            title,
            wording.words.spans(
                f"no_forecast.{reason}", names=wording.words.listing(_name(row) for row in rows), n=len(rows)
            ),
        )
        for reason, rows in sorted(forecast.refused().items())
    ]


def _basis(forecast: BasisForecast, wording: Wording) -> str:
    return wording.text(f"basis.{forecast.basis}")


def _name(row: ForecastRow) -> str:
    return row.industry_name or row.industry_code


def _code_and_name(row: ForecastRow) -> str:
    name = _name(row)
    return name if name == row.industry_code else f"{row.industry_code} {name}"


def _whole(wording: Wording, value: float | None) -> Spans:
    return plain(wording.words.shown(exact(value)))


def _range(wording: Wording, low: float | None, high: float | None) -> Spans:
    """Both ends; those of many digits on a line each, so that names beside them keep their room."""
    if low is None or high is None:
        return plain(wording.words.shown(exact(None)))
    between = "～" if wording.words.code == "zh" else "–"
    lower, upper = wording.words.integer(low) + between, wording.words.integer(high)
    if len(lower) + len(upper) <= LINE:
        return plain(lower + upper)
    return (Span(lower), Span("", "break"), Span(upper))
