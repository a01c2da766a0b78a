"""The section on forecast demand: what is expected, how surely, and how such forecasts have done."""

from __future__ import annotations

from reports.blocks import Block, Column, Note, Paragraph, Row, Spans, Table, plain
from reports.chart_blocks import chart
from reports.chart_forms import Ladder
from reports.forecast_context import BasisForecast, CardRow, ForecastRow
from reports.matching_context import MatchingContext
from reports.published import NOT_APPLICABLE, exact
from reports.shared_sections import number_columns
from reports.wording import Wording


def forecast_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """Forecasts of every basis of demand that has one; else why there is none."""
    told = [forecast for forecast in context.forecasts if forecast.by_industry()]
    blocks: list[Block] = [wording.heading("forecast.heading")]
    if not told:
        return [*blocks, wording.missing("forecast.none")]
    blocks.append(Paragraph(wording.words.spans("forecast.text")))
    for at, forecast in enumerate(told):
        blocks.append(wording.heading(f"forecast.{forecast.basis}", level=2))
        blocks.append(_verdict(forecast, wording))
        if at == 0:
            blocks += _expected_change(forecast, wording)
        blocks.append(_forecast_table(forecast, wording))
        if any(row.replacement is not None for row in forecast.rows):
            blocks.append(_openings_table(forecast, wording))
        blocks.append(_card_table(forecast, wording))
        blocks += _refused(forecast, wording)
    return blocks


def _verdict(forecast: BasisForecast, wording: Wording) -> Block:
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


def _expected_change(forecast: BasisForecast, wording: Wording) -> list[Block]:
    """Growth or decline of each industry up to the shortest horizon, as a share of its newest demand."""
    horizon = forecast.horizons()[0]
    rows = [own[horizon] for own in forecast.by_industry().values()]
    changes = [((row.forecast_demand or 0.0) / row.last_demand - 1, row) for row in rows if row.last_demand]
    changes.sort(key=lambda pair: (-pair[0], pair[1].industry_code))

    def show(value: float) -> str:
        return wording.words.points(value, 0) + "%"

    form = Ladder(
        axis=wording.text("forecast.change"),
        labels=tuple(_name(row) for _, row in changes),
        values=tuple(change for change, _ in changes),
        above_label=wording.text("forecast.grows"),
        below_label=wording.text("forecast.shrinks"),
        show=show,
    )
    columns = (
        Column(wording.text("industries.industry"), width="fill"),
        *number_columns(wording, "forecast.change"),
    )
    table_rows = tuple(Row((plain(_name(row)), plain(show(change)))) for change, row in changes)
    caption = wording.text("forecast.change_caption", years=horizon, basis=_basis(forecast, wording))
    growing = sum(change > 0 for change, _ in changes)
    alt = wording.text(
        "forecast.change_alt",
        n=len(changes),
        growing=growing,
        name=_name(changes[0][1]),
        value=show(changes[0][0]),
        last=_name(changes[-1][1]),
        low=show(changes[-1][0]),
    )
    note = wording.words.spans(
        "chart.origin.forecast",
        basis=_basis(forecast, wording),
        last=str(changes[0][1].last_year),
        until=str(changes[0][1].last_year + horizon),
        n=len(changes),
    )
    return [chart(wording, form, Table(caption, columns, table_rows, "forecast-change"), alt, note)]


def _forecast_table(forecast: BasisForecast, wording: Wording) -> Table:
    horizons = forecast.horizons()
    newest = max(row.last_year for row in forecast.rows)
    columns = [Column(wording.text("industries.industry"), width="fill")]
    columns.append(Column(wording.text("forecast.newest", year=str(newest)), "end"))
    for horizon in horizons:
        columns.append(Column(wording.text("forecast.value", year=str(newest + horizon)), "end"))
        columns += number_columns(wording, "forecast.interval_80")
    columns.append(Column(wording.text("forecast.method")))
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
    return Table(caption, tuple(columns), tuple(rows), f"forecast-table-{forecast.basis}", note=note)


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
    if low is None or high is None:
        return plain(wording.words.shown(exact(None)))
    between = "～" if wording.words.code == "zh" else "–"
    return plain(f"{wording.words.integer(low)}{between}{wording.words.integer(high)}")
