"""The charts of the matching report, each with the table behind it."""

from __future__ import annotations

from dataclasses import dataclass
from math import degrees

from reports.charts.block import OverYears, chart, over_years
from reports.charts.forms import Dumbbells, Ladder, Series
from reports.charts.heat import Heat
from reports.data.programs import IndustryYear
from reports.data.published import MISSING, Published, exact
from reports.document.blocks import Block, Spans
from reports.document.fields import Field, headed, number, table_of
from reports.document.wording import Wording
from reports.matching.context import Industry, MatchingContext

FULL = 1.0  # the deviation of an industry without demand; beyond it to the other side the colour is as deep


@dataclass(frozen=True)
class Grid:
    """Deviation by industry and year; what was not computed is missing, what is withheld says why."""

    names: tuple[str, ...]
    years: tuple[int, ...]
    cells: tuple[tuple[Published, ...], ...]


def grid_of(rows: tuple[IndustryYear, ...]) -> Grid:
    years = tuple(sorted({row.year for row in rows}))
    names = {row.industry_code: row.industry_name or row.industry_code for row in rows}
    found = {(row.industry_code, row.year): row.structural_deviation for row in rows}
    cells = tuple(tuple(found.get((code, year), MISSING) for year in years) for code in names)
    return Grid(tuple(names.values()), years, cells)


def deviation_heat(context: MatchingContext, wording: Wording) -> list[Block]:
    """Nothing for a single year, which the ladder shows already."""
    grid = grid_of(context.industry_years)
    if len(grid.years) < 2:
        return []
    marks = tuple(tuple(wording.shown(cell, wording.words.signed) for cell in cells) for cells in grid.cells)
    form = Heat(
        axis=wording.text("table.year"),
        labels=grid.names,
        columns=tuple(str(year) for year in grid.years),
        values=tuple(tuple(cell.value for cell in cells) for cells in grid.cells),
        marks=marks,
        full=FULL,
        above_label=wording.text("chart.deviation.short"),
        below_label=wording.text("chart.deviation.surplus"),
    )
    fields: tuple[Field[tuple[str, tuple[str, ...]]], ...] = (
        Field("industries.industry", lambda row: row[0], width="fill"),
        *(_field_of_year(year, place) for place, year in enumerate(grid.years)),
    )
    years = wording.words.years(grid.years[0], grid.years[-1])
    caption = wording.text("chart.heat.caption", years=years)
    explained = wording.words.spans("chart.heat.note", cohort=wording.disclosure.min_cohort)
    note = wording.words.sentences((explained, origin(context, wording, "deviation", len(grid.names), years)))
    table = table_of(wording, caption, fields, zip(grid.names, marks, strict=True), "deviation-heat")
    return [chart(wording, form, table, _alt(grid, wording), note)]


def _field_of_year(year: int, place: int) -> Field[tuple[str, tuple[str, ...]]]:
    """The marks of all industries in one year."""
    return headed(str(year), lambda row: row[1][place])


def _alt(grid: Grid, wording: Wording) -> str:
    """How many industries stayed on one side of zero throughout."""
    known = [[cell.value for cell in cells if cell.value is not None] for cells in grid.cells]
    return wording.text(
        "chart.heat.alt",
        n=len(grid.names),
        years=wording.words.years(grid.years[0], grid.years[-1]),
        short=sum(bool(values) and min(values) > 0 for values in known),
        surplus=sum(bool(values) and max(values) < 0 for values in known),
    )


def degree_over_time(context: MatchingContext, wording: Wording) -> list[Block]:
    """Matching degree, cosine similarity and coordination by year; nothing for a single year."""
    measures = {
        "degree": "matching_degree",
        "cosine": "cosine_similarity",
        "coupling": "coupling_coordination",
    }
    lines = {
        wording.text(f"matching.{name}"): [exact(getattr(row, field)) for row in context.years()]
        for name, field in measures.items()
    }
    show = wording.words.decimal
    measured = OverYears(
        wording.text("table.year"), _years(context), lines, show, show, _breaks(context, wording), ceiling=1.0
    )
    note = _over_years_origin(context, wording, "index")
    return over_years(wording, measured, wording.text("chart.degree.caption"), "degree-over-time", note)


def moving_structures(context: MatchingContext, wording: Wording) -> list[Block]:
    """The yearly turn of both structures in degrees: do majors move as fast as industries?"""
    lines = {
        wording.text(f"matching.moore_{side}"): [
            exact(_degrees(getattr(row, f"moore_angle_{side}"))) for row in context.years()
        ]
        for side in ("supply", "demand")
    }
    show = wording.words.angle
    measured = OverYears(
        wording.text("table.year"), _years(context), lines, show, show, _breaks(context, wording), floor=0.0
    )
    note = _over_years_origin(context, wording, "angle")
    return over_years(wording, measured, wording.text("chart.moore.caption"), "moving-structures", note)


def origin(context: MatchingContext, wording: Wording, unit: str, industries: int, period: str) -> Spans:
    """What every chart of the report says of itself: source, period, unit, and how many industries it shows."""
    world = context.world
    return wording.words.spans(
        "chart.origin.text",
        supply=wording.text(f"basis.{world.supply_basis}") if world else "",
        demand=wording.text(f"basis.{world.demand_basis}") if world else "",
        period=period,
        unit=wording.text(f"chart.origin.{unit}"),
        n=industries,
    )


def _over_years_origin(context: MatchingContext, wording: Wording, unit: str) -> Spans:
    years = context.years()
    industries = max((row.industries for row in years), default=0)
    period = wording.words.years(years[0].year, years[-1].year) if years else ""
    return origin(context, wording, unit, industries, period)


def _years(context: MatchingContext) -> tuple[int, ...]:
    return tuple(row.year for row in context.years())


def _breaks(context: MatchingContext, wording: Wording) -> tuple[tuple[int, str], ...]:
    """The years after the first in which the compared series begin anew, each with its word."""
    return tuple(
        (row.year, wording.text("chart.break")) for row in context.years()[1:] if row.series_break_reason
    )


def _degrees(radians: float | None) -> float | None:
    return None if radians is None else degrees(radians)


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
    fields: tuple[Field[Industry], ...] = (
        Field("industries.industry", _name, width="fill"),
        number("industries.supply_share", lambda row: wording.share(row.supply_share)),
        number("industries.demand_share", lambda row: wording.share(row.demand_share)),
        number("industries.gap", lambda row: wording.points(row.share_gap)),
    )
    caption = wording.text("chart.shares.caption", year=_year(context))
    alt = wording.text("chart.shares.alt", n=len(rows), short=names[0], surplus=names[-1])
    note = origin(context, wording, "share", len(rows), _year(context))
    table = table_of(wording, caption, fields, rows, "shares-compared")
    return [chart(wording, form, table, alt, note)]


def deviation_ladder(context: MatchingContext, wording: Wording) -> list[Block]:
    """Structural deviation from the shortest to the fullest; industries with too few graduates are left out."""
    rows = [
        (row, row.structural_deviation.value)
        for row in _compared(context)
        if row.structural_deviation.value is not None
    ]
    if not rows:
        return []
    rows.sort(key=lambda pair: (-pair[1], pair[0].industry_code))
    form = Ladder(
        axis=wording.text("industries.deviation"),
        labels=tuple(_name(row) for row, _ in rows),
        values=tuple(value for _, value in rows),
        above_label=wording.text("chart.deviation.short"),
        below_label=wording.text("chart.deviation.surplus"),
        show=wording.words.signed,
    )
    fields: tuple[Field[tuple[Industry, float]], ...] = (
        Field("industries.industry", lambda pair: _name(pair[0]), width="fill"),
        number("industries.deviation", lambda pair: wording.signed(pair[1])),
    )
    short = sum(value > 0 for _, value in rows)
    alt = wording.text(
        "chart.deviation.alt",
        short=short,
        surplus=len(rows) - short,
        name=_name(rows[0][0]),
        value=wording.words.signed(rows[0][1]),
    )
    year = _year(context)
    explained = wording.words.spans("chart.deviation.note", cohort=wording.disclosure.min_cohort)
    note = wording.words.sentences((explained, origin(context, wording, "deviation", len(rows), year)))
    caption = wording.text("chart.deviation.caption", year=year)
    table = table_of(wording, caption, fields, rows, "deviation-ladder")
    return [chart(wording, form, table, alt, note)]


def _compared(context: MatchingContext) -> list[Industry]:
    return [row for row in context.industries if not row.is_residual]


def _name(row: Industry) -> str:
    return row.industry_name or row.industry_code


def _year(context: MatchingContext) -> str:
    return str(context.world.latest_year) if context.world else ""
