"""The charts of the matching report, each with the table behind it."""

from __future__ import annotations

from math import degrees

from reports.blocks import Block, Column, Row, Table, plain
from reports.chart_blocks import chart, over_years_alt
from reports.chart_forms import Dumbbells, Ladder, Lines, Series
from reports.matching_context import Industry, MatchingContext
from reports.published import exact
from reports.shared_sections import number_columns
from reports.wording import Wording


def degree_over_time(context: MatchingContext, wording: Wording) -> list[Block]:
    """Matching degree, cosine similarity and coordination by year; nothing for a single year."""
    series = tuple(
        Series(wording.text(f"matching.{name}"), look, tuple(getattr(row, field) for row in context.years()))
        for name, field, look in (
            ("degree", "matching_degree", "first"),
            ("cosine", "cosine_similarity", "second"),
            ("coupling", "coupling_coordination", "third"),
        )
    )
    form = Lines(
        wording.text("table.year"),
        _years(context),
        series,
        wording.words.decimal,
        wording.words.decimal,
        ceiling=1.0,
    )
    return _over_years(wording, form, wording.text("chart.degree.caption"), "degree-over-time")


def moving_structures(context: MatchingContext, wording: Wording) -> list[Block]:
    """The yearly turn of both structures in degrees: do majors move as fast as industries?"""
    series = tuple(
        Series(
            wording.text(f"matching.moore_{side}"),
            look,
            tuple(_degrees(getattr(row, f"moore_angle_{side}")) for row in context.years()),
        )
        for side, look in (("supply", "first"), ("demand", "second"))
    )
    form = Lines(
        wording.text("table.year"),
        _years(context),
        series,
        wording.words.angle,
        wording.words.angle,
        floor=0.0,
    )
    return _over_years(wording, form, wording.text("chart.moore.caption"), "moving-structures")


def _years(context: MatchingContext) -> tuple[int, ...]:
    return tuple(row.year for row in context.years())


def _degrees(radians: float | None) -> float | None:
    return None if radians is None else degrees(radians)


def _over_years(wording: Wording, form: Lines, caption: str, anchor: str) -> list[Block]:
    """The lines with their table; nothing where no line has two points."""
    if not any(sum(value is not None for value in line.values) > 1 for line in form.series):
        return []
    rows = tuple(
        Row(
            (
                plain(str(year)),
                *(plain(wording.words.shown(exact(s.values[place]), form.show)) for s in form.series),
            )
        )
        for place, year in enumerate(form.years)
    )
    columns = (Column(wording.text("table.year")), *(Column(s.label, "end") for s in form.series))
    return [chart(wording, form, Table(caption, columns, rows, anchor), over_years_alt(wording, form))]


def shares_compared(context: MatchingContext, wording: Wording) -> list[Block]:
    """Share of graduates beside share of demand, the widest gap first."""
    rows = sorted(_compared(context), key=lambda row: (row.share_gap or 0.0, row.industry_code))
    if not rows:
        return []
    names = tuple(_name(row) for row in rows)
    form = Dumbbells(
        axis=wording.text("axis.share"),
        labels=names,
        first=Series(
            wording.text("industries.supply_share"), "first", tuple(row.supply_share for row in rows)
        ),
        second=Series(
            wording.text("industries.demand_share"), "second", tuple(row.demand_share for row in rows)
        ),
        show=wording.words.percent,
        show_tick=wording.words.percent_line,
    )
    table_rows = tuple(
        Row(
            (
                plain(name),
                plain(wording.words.shown(exact(row.supply_share), wording.words.percent)),
                plain(wording.words.shown(exact(row.demand_share), wording.words.percent)),
                plain(wording.words.shown(exact(row.share_gap), wording.words.points)),
            )
        )
        for name, row in zip(names, rows, strict=True)
    )
    columns = (
        Column(wording.text("industries.industry"), width="fill"),
        *number_columns(wording, "industries.supply_share", "industries.demand_share", "industries.gap"),
    )
    caption = wording.text("chart.shares.caption", year=_year(context))
    alt = wording.text("chart.shares.alt", n=len(rows), short=names[0], surplus=names[-1])
    return [chart(wording, form, Table(caption, columns, table_rows, "shares-compared"), alt)]


def deviation_ladder(context: MatchingContext, wording: Wording) -> list[Block]:
    """Structural deviation from the shortest to the fullest; industries with too few graduates are left out."""
    told = [
        (row, row.structural_deviation)
        for row in _compared(context)
        if row.structural_deviation is not None
        and wording.disclosure.ratio(row.structural_deviation, row.supply).value is not None
    ]
    if not told:
        return []
    told.sort(key=lambda pair: (-pair[1], pair[0].industry_code))
    form = Ladder(
        axis=wording.text("industries.deviation"),
        labels=tuple(_name(row) for row, _ in told),
        values=tuple(value for _, value in told),
        above_label=wording.text("chart.deviation.short"),
        below_label=wording.text("chart.deviation.surplus"),
        show=wording.words.signed,
    )
    rows = tuple(Row((plain(_name(row)), plain(wording.words.signed(value)))) for row, value in told)
    columns = (
        Column(wording.text("industries.industry"), width="fill"),
        *number_columns(wording, "industries.deviation"),
    )
    caption = wording.text("chart.deviation.caption", year=_year(context))
    short = sum(1 for _, value in told if value > 0)
    alt = wording.text(
        "chart.deviation.alt",
        short=short,
        surplus=len(told) - short,
        name=_name(told[0][0]),
        value=wording.words.signed(told[0][1]),
    )
    note = wording.words.spans("chart.deviation.note", cohort=wording.disclosure.min_cohort)
    return [chart(wording, form, Table(caption, columns, rows, "deviation-ladder"), alt, note)]


def _compared(context: MatchingContext) -> list[Industry]:
    return [row for row in context.industries if not row.is_residual]


def _name(row: Industry) -> str:
    return row.industry_name or row.industry_code


def _year(context: MatchingContext) -> str:
    return str(context.world.latest_year) if context.world else ""
