"""An industry's supply and demand over the years, and what is forecast of its demand, with its intervals."""

from __future__ import annotations

from reports.charts.block import chart
from reports.charts.forms import Series
from reports.charts.interval_forms import Ahead, Outlook
from reports.data.programs import IndustryYear
from reports.data.published import NOT_APPLICABLE, exact
from reports.document.blocks import Block, Column, Paragraph, Row, Spans, Table, plain
from reports.document.cells import number_columns
from reports.document.wording import Wording
from reports.industry.context import IndustryContext
from reports.matching.forecast_context import ForecastRow

Years = tuple[IndustryYear, ...]


def outlook(context: IndustryContext, wording: Wording, code: str, years: Years) -> list[Block]:
    """The forecast in a sentence, and the chart; without a forecast the reason."""
    found = context.forecast(code)
    rows = found[1] if found else ()
    told = tuple(row for row in rows if row.forecast_demand is not None)
    blocks: list[Block] = []
    if found and told:
        blocks.append(Paragraph(_sentence(wording, found[0], told[0])))
    else:
        blocks.append(Paragraph(_refusal(wording, rows, years)))
    own_basis = found is not None and context.world is not None and found[0] == context.world.demand_basis
    return [*blocks, *_chart(context, wording, years, told if own_basis else ())]


def _sentence(wording: Wording, basis: str, row: ForecastRow) -> Spans:
    words = wording.words
    change = None
    if row.last_demand and row.forecast_demand is not None:
        change = row.forecast_demand / row.last_demand - 1
    return words.spans(
        "industry.forecast_text",
        first=str(row.last_year + row.horizon_years),
        basis=wording.text(f"basis.{basis}"),
        value=words.shown(exact(row.forecast_demand)),
        range=_range(wording, row.low_80, row.high_80),
        last=str(row.last_year),
        change=words.shown(exact(change), lambda value: words.points(value, 1) + "%"),
        method=wording.text(f"forecast_method.{row.forecast_method}"),
    )


def _refusal(wording: Wording, rows: tuple[ForecastRow, ...], years: Years) -> Spans:
    name = years[-1].industry_name or years[-1].industry_code
    reasons = dict.fromkeys(row.no_forecast_reason for row in rows if row.no_forecast_reason)
    reason = "".join(wording.text(f"no_forecast.{reason}", names=name, n=1) for reason in reasons)
    return wording.words.spans("industry.no_forecast", reason=reason)


def _range(wording: Wording, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return wording.words.shown(exact(None))
    between = "～" if wording.words.code == "zh" else "–"
    return f"{wording.words.integer(low)}{between}{wording.words.integer(high)}"


def _chart(
    context: IndustryContext, wording: Wording, years: Years, told: tuple[ForecastRow, ...]
) -> list[Block]:
    """Supply and demand with the forecast; nothing for a single year."""
    if len(years) < 2 or context.world is None:
        return []
    labels = {name: wording.text(f"industries.{name}") for name in ("supply", "demand")}
    ahead = tuple(_ahead(row) for row in told if row.forecast_demand is not None)
    form = Outlook(
        axis=wording.text("table.year"),
        years=tuple(row.year for row in years),
        series=(
            Series(labels["supply"], "first", tuple(row.supply for row in years)),
            Series(labels["demand"], "second", tuple(row.demand for row in years)),
        ),
        ahead=ahead,
        ahead_label=wording.text("industry.forecast_line"),
        show=wording.words.integer,
    )
    industry = years[-1].industry_name or years[-1].industry_code
    caption = wording.text("industry.outlook_caption", industry=industry)
    note = wording.words.spans(
        "industry.outlook_note",
        basis=wording.text(f"basis.{context.world.demand_basis}"),
        supply=wording.text(f"basis.{context.world.supply_basis}"),
    )
    table = _table(wording, caption, years, told)
    return [chart(wording, form, table, _alt(wording, labels, years, told), note)]


def _ahead(row: ForecastRow) -> Ahead:
    narrow = None if row.low_80 is None or row.high_80 is None else (row.low_80, row.high_80)
    wide = None if row.low_95 is None or row.high_95 is None else (row.low_95, row.high_95)
    return Ahead(row.last_year + row.horizon_years, row.forecast_demand or 0.0, narrow, wide)


def _table(wording: Wording, caption: str, years: Years, told: tuple[ForecastRow, ...]) -> Table:
    words = wording.words
    none = plain(words.shown(NOT_APPLICABLE))
    rows = [
        Row(
            (
                plain(str(row.year)),
                plain(words.shown(exact(row.supply))),
                plain(words.shown(exact(row.demand))),
                none,
                none,
            )
        )
        for row in years
    ]
    for row in told:
        span_80, span_95 = _range(wording, row.low_80, row.high_80), _range(wording, row.low_95, row.high_95)
        value = plain(words.shown(exact(row.forecast_demand)))
        rows.append(
            Row((plain(str(row.last_year + row.horizon_years)), none, value, plain(span_80), plain(span_95)))
        )
    columns = (
        Column(wording.text("table.year")),
        *number_columns(wording, "industries.supply", "industries.demand"),
        *number_columns(wording, "forecast.interval_80", "industry.interval_95"),
    )
    return Table(caption, columns, tuple(rows), "industry-outlook")


def _alt(wording: Wording, labels: dict[str, str], years: Years, told: tuple[ForecastRow, ...]) -> str:
    words = wording.words
    ends = words.listing(
        wording.text(
            "chart.from_to",
            label=label,
            first=words.shown(exact(getattr(years[0], name))),
            last=words.shown(exact(getattr(years[-1], name))),
        )
        for name, label in labels.items()
    )
    points = words.listing(
        wording.text(
            "industry.outlook_point",
            year=str(row.last_year + row.horizon_years),
            value=words.shown(exact(row.forecast_demand)),
            range=_range(wording, row.low_80, row.high_80),
        )
        for row in told
    )
    if not told:
        span = words.years(years[0].year, years[-1].year)
        return wording.text("chart.over_years.alt", years=span, ends=ends)
    return wording.text("industry.outlook_alt", ends=ends, points=points)
