"""The brief of one industry 行业简报: supply, demand, the gap and its forecast, who supplies it and where."""

from __future__ import annotations

from dataclasses import replace

from reports.charts.block import chart
from reports.charts.forms import Series
from reports.charts.interval_forms import Ahead, Outlook
from reports.data.directory import ForecastRow, IndustryYear, Program, major_key
from reports.data.published import NOT_APPLICABLE, exact
from reports.document.blocks import Block, Document, Figures, Paragraph, Span, Spans, Table, plain
from reports.document.document import document, link, slug
from reports.document.fields import Field, number, table_of
from reports.document.language import Language
from reports.document.wording import Wording
from reports.industry.related import IndustryCluster, IndustryContext, IndustryMajor, relations_in, ways_on
from reports.standard.sections import statements_section

NAME = "industry"
MAJORS_SHOWN, SCHOOLS_SHOWN, CLUSTERS_SHOWN, YEARS_SHOWN = 6, 2, 4, 5
Years = tuple[IndustryYear, ...]
Forecasts = tuple[ForecastRow, ...]


def write_briefs(context: IndustryContext, language: Language) -> tuple[Document, ...]:
    """The briefs of all industries in one language, by the industries' codes."""
    wording = Wording(language, context.directory.shared)
    related = relations_in(context).industries
    return tuple(
        replace(_brief(context, wording, code, years), related=ways_on(wording, related[code]))
        for code, years in context.industries().items()
    )


def _brief(context: IndustryContext, wording: Wording, code: str, years: Years) -> Document:
    last = years[-1]
    blocks: list[Block] = [
        wording.heading("industry.overview"),
        Paragraph(_text(context, wording, last)),
        headline(wording, last),
        *_outlook(context, wording, code, years),
        year_table(wording, years[-YEARS_SHOWN:]),
        *_majors(context, wording, code, last.year),
        *_clusters(context, wording, code, last.year),
        *statements_section(wording, NAME),
    ]
    return document(wording, NAME, last.year, headline(wording, last), blocks, (slug(code), last.name))


def headline(wording: Wording, last: IndustryYear) -> Figures:
    """Supply, demand, their ratio, and the gap of shares."""
    words, gap, unit, note = wording.words, exact(None), "", ""
    if last.supply_share is not None and last.demand_share is not None:
        gap, unit = exact(last.supply_share - last.demand_share), "unit.percentage_points"
        shares = (words.percent(last.supply_share), words.percent(last.demand_share))
        note = wording.text("industry.gap_note", supply=shares[0], demand=shares[1])
    return Figures(
        (
            wording.figure("industries.supply", wording.shown(last.supply)),
            wording.figure("industries.demand", wording.shown(last.demand)),
            wording.figure("matching.ratio", words.shown(last.supply_demand_ratio, words.decimal)),
            wording.figure("industries.gap", words.shown(gap, words.points), unit, note),
        )
    )


def _text(context: IndustryContext, wording: Wording, last: IndustryYear) -> Spans:
    words = wording.words
    deviation = last.structural_deviation.value
    reading = "untold"
    if deviation is not None:
        shown = words.signed(deviation)
        reading = "even" if shown == words.signed(0) else "short" if deviation > 0 else "surplus"
    return words.spans(
        "industry.text",
        year=str(last.year),
        industry=last.name,
        code=last.industry_code,
        supply=wording.shown(last.supply),
        basis=wording.text(f"basis.{context.world.demand_basis}") if context.world else "",
        demand=wording.shown(last.demand),
        ratio=words.shown(last.supply_demand_ratio, words.decimal),
        deviation=words.shown(last.structural_deviation, words.signed),
        reading=wording.text(f"industry.reading.{reading}"),
    )


def _outlook(context: IndustryContext, wording: Wording, code: str, years: Years) -> list[Block]:
    """The forecast in a sentence, and the chart; without a forecast the reason."""
    found = context.forecast(code)
    rows = found[1] if found else ()
    ahead = tuple(row for row in rows if row.forecast_demand is not None)
    text = _sentence(wording, found[0], ahead[0]) if found and ahead else _refusal(wording, rows, years)
    own_basis = found is not None and context.world is not None and found[0] == context.world.demand_basis
    return [Paragraph(text), *_outlook_chart(context, wording, years, ahead if own_basis else ())]


def _sentence(wording: Wording, basis: str, row: ForecastRow) -> Spans:
    words = wording.words
    change = None
    if row.last_demand and row.forecast_demand is not None:
        change = row.forecast_demand / row.last_demand - 1
    return words.spans(
        "industry.forecast_text",
        first=str(row.year),
        basis=wording.text(f"basis.{basis}"),
        value=wording.shown(row.forecast_demand),
        range=_range(wording, row.low_80, row.high_80),
        last=str(row.last_year),
        change=wording.shown(change, lambda value: words.points(value, 1) + "%"),
        method=wording.text(f"forecast_method.{row.forecast_method}"),
    )


def _refusal(wording: Wording, rows: Forecasts, years: Years) -> Spans:
    reasons = dict.fromkeys(row.no_forecast_reason for row in rows if row.no_forecast_reason)
    reason = "".join(wording.text(f"no_forecast.{reason}", names=years[-1].name, n=1) for reason in reasons)
    return wording.spans("industry.no_forecast", reason=reason)


def _range(wording: Wording, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return wording.shown(None)
    return wording.between(wording.words.integer(low), wording.words.integer(high))


def _outlook_chart(context: IndustryContext, wording: Wording, years: Years, ahead: Forecasts) -> list[Block]:
    """Supply and demand with the forecast; nothing for a single year."""
    if len(years) < 2 or context.world is None:
        return []
    labels = {name: wording.text(f"industries.{name}") for name in ("supply", "demand")}
    form = Outlook(
        axis=wording.text("table.year"),
        years=tuple(row.year for row in years),
        series=(
            Series(labels["supply"], "first", tuple(row.supply.value for row in years)),
            Series(labels["demand"], "second", tuple(row.demand for row in years)),
        ),
        ahead=tuple(map(_ahead, ahead)),
        ahead_label=wording.text("industry.forecast_line"),
        show=wording.words.integer,
    )
    caption = wording.text("industry.outlook_caption", industry=years[-1].name)
    note = wording.spans(
        "industry.outlook_note",
        basis=wording.text(f"basis.{context.world.demand_basis}"),
        supply=wording.text(f"basis.{context.world.supply_basis}"),
    )
    table = _outlook_table(wording, caption, years, ahead)
    return [chart(wording, form, table, _outlook_alt(wording, labels, years, ahead), note)]


def _ahead(row: ForecastRow) -> Ahead:
    return Ahead(row.year, row.forecast_demand or 0.0, row.range_80, row.range_95)


def _outlook_table(wording: Wording, caption: str, years: Years, ahead: Forecasts) -> Table:
    """The years known, then those forecast: supply is not forecast, and what is known has no interval."""
    none = wording.shown(NOT_APPLICABLE)

    def supply(row: IndustryYear | ForecastRow) -> str:
        return none if isinstance(row, ForecastRow) else wording.shown(row.supply)

    def demand(row: IndustryYear | ForecastRow) -> str:
        return wording.shown(row.forecast_demand if isinstance(row, ForecastRow) else row.demand)

    def within_80(row: IndustryYear | ForecastRow) -> str:
        return _range(wording, row.low_80, row.high_80) if isinstance(row, ForecastRow) else none

    def within_95(row: IndustryYear | ForecastRow) -> str:
        return _range(wording, row.low_95, row.high_95) if isinstance(row, ForecastRow) else none

    fields: tuple[Field[IndustryYear | ForecastRow], ...] = (
        Field("table.year", lambda row: str(row.year)),
        number("industries.supply", supply),
        number("industries.demand", demand),
        number("forecast.interval_80", within_80),
        number("industry.interval_95", within_95),
    )
    rows: tuple[IndustryYear | ForecastRow, ...] = (*years, *ahead)
    return table_of(wording, plain(caption), fields, rows, "industry-outlook")


def _outlook_alt(wording: Wording, labels: dict[str, str], years: Years, ahead: Forecasts) -> str:
    words = wording.words
    ends = words.listing(
        wording.text(
            "chart.from_to",
            label=label,
            first=wording.shown(getattr(years[0], name)),
            last=wording.shown(getattr(years[-1], name)),
        )
        for name, label in labels.items()
    )
    points = words.listing(
        wording.text(
            "industry.outlook_point",
            year=str(row.year),
            value=wording.shown(row.forecast_demand),
            range=_range(wording, row.low_80, row.high_80),
        )
        for row in ahead
    )
    if not ahead:
        span = words.years(years[0].year, years[-1].year)
        return wording.text("chart.over_years.alt", years=span, ends=ends)
    return wording.text("industry.outlook_alt", ends=ends, points=points)


def year_table(wording: Wording, years: Years) -> Table:
    """Supply, demand and what they make of each other, year by year."""
    fields: tuple[Field[IndustryYear], ...] = (
        Field("table.year", lambda row: str(row.year)),
        Field("column.demand_year", lambda row: str(row.demand_year)),
        number("industries.supply", lambda row: wording.count(row.supply)),
        number("industries.demand", lambda row: wording.count(row.demand)),
        number("industries.supply_share", lambda row: wording.share(row.supply_share)),
        number("industries.demand_share", lambda row: wording.share(row.demand_share)),
        number("matching.ratio", lambda row: wording.decimal(row.supply_demand_ratio)),
        number("industries.deviation", lambda row: wording.signed(row.structural_deviation)),
    )
    return table_of(wording, "industry.years_caption", fields, years, "years")


def _majors(context: IndustryContext, wording: Wording, code: str, year: int) -> list[Block]:
    """Who supplies the industry, and at which schools."""
    heading, majors = wording.heading("industry.majors"), context.suppliers.majors.get(code, ())
    if not majors:
        return [heading, wording.paragraph("industry.no_majors")]
    programs = [program for major in majors for program in context.sites(major)]
    text = wording.spans(
        "industry.majors_text",
        n=len(majors),
        schools=len({program.institution_code for program in programs}),
        districts=len({program.district_code for program in programs if program.district_code}),
    )
    shown = majors[:MAJORS_SHOWN]
    fields: tuple[Field[IndustryMajor], ...] = (
        Field("directory.column_major", lambda row: _major(wording, row, context.sites(row)), width="fill"),
        number("industries.supply", lambda row: wording.count(row.supply)),
        number("industry.supply_share", lambda row: wording.share(row.major_supply_share)),
        number("classes.allocated", lambda row: wording.count(row.allocated_demand)),
        Field("industry.schools", lambda row: _schools(wording, context.sites(row)), width="fill"),
    )
    note = wording.spans("industry.majors_note", shown=len(shown))
    caption = wording.cell("industry.majors_caption", year=str(year))
    table = table_of(wording, caption, fields, shown, "majors-table", note, "records")
    return [heading, Paragraph(text), table]


def _major(wording: Wording, major: IndustryMajor, programs: tuple[Program, ...]) -> Spans:
    """A major, leading to its page where it is offered, with its code and level."""
    name = major.major_name or major.major_code
    named = link(name, "major", major_key(programs[0])) if programs else Span(name)
    level = (Span(" "), Span(wording.level(major.major_level), "quiet")) if major.major_level else ()
    return (named, Span(" "), Span(major.major_code, "code"), *level)


def _schools(wording: Wording, programs: tuple[Program, ...]) -> Spans:
    """The first schools by name, and how many there are."""
    schools = dict.fromkeys((program.institution_name, program.institution_code) for program in programs)
    if not schools:
        return wording.cell("industry.closed")
    spans: list[Span] = []
    for name, code in list(schools)[:SCHOOLS_SHOWN]:
        spans += [*([Span(wording.text("list.separator"))] if spans else []), link(name, "institution", code)]
    if len(schools) <= SCHOOLS_SHOWN:
        return tuple(spans)
    return wording.spans("industry.and_more", names=tuple(spans), n=len(schools))


def _clusters(context: IndustryContext, wording: Wording, code: str, year: int) -> list[Block]:
    """The policy's industry clusters that draw on the same majors."""
    heading, clusters = wording.heading("industry.clusters"), context.suppliers.clusters.get(code, ())
    if not clusters:
        return [heading, wording.paragraph("industry.no_clusters")]
    fields: tuple[Field[IndustryCluster], ...] = (
        Field("industry.cluster", lambda row: row.cluster_name or "", width="fill"),
        number("industry.shared_majors", lambda row: wording.count(row.majors)),
        number("industry.shared_supply", lambda row: wording.share(row.shared_supply_share)),
        number("industries.supply", lambda row: wording.count(row.supply)),
        number("industries.demand", lambda row: wording.count(row.demand)),
        number("matching.ratio", lambda row: wording.decimal(row.supply_demand_ratio)),
        number("industries.deviation", lambda row: wording.signed(row.structural_deviation)),
    )
    caption = wording.cell("industry.clusters_caption", year=str(year))
    return [heading, table_of(wording, caption, fields, clusters[:CLUSTERS_SHOWN], "clusters-table")]
