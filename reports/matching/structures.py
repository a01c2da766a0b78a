"""The charts of the matching report, each with the table behind it, and its other tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import degrees

from reports.charts.block import OverYears, chart, over_years
from reports.charts.forms import Dumbbells, Heat, Ladder, Series
from reports.charts.layout import Show
from reports.data.published import MISSING, Published, exact
from reports.document.blocks import Block, Note, Row, Spans, Table
from reports.document.fields import Field, coded, headed_each, number, table_of
from reports.document.wording import Wording
from reports.matching.context import Industry, MajorClass, MatchingContext, Structure

FULL = 1.0  # the deviation of an industry without demand; beyond it to the other side the colour is as deep


def deviation_heat(context: MatchingContext, wording: Wording) -> list[Block]:
    """Deviation by industry and year; what was not computed is missing, what is withheld says why.

    Nothing for a single year, which the ladder shows already.
    """
    rows = context.industry_years
    shown = sorted({row.year for row in rows})
    if len(shown) < 2:
        return []
    names = {row.industry_code: row.name for row in rows}
    found = {(row.industry_code, row.year): row.structural_deviation for row in rows}
    grid = [[found.get((code, year), MISSING) for year in shown] for code in names]
    marks = tuple(tuple(wording.shown(cell, wording.words.signed) for cell in cells) for cells in grid)
    form = Heat(
        axis=wording.text("table.year"),
        labels=tuple(names.values()),
        columns=tuple(map(str, shown)),
        values=tuple(tuple(cell.value for cell in cells) for cells in grid),
        marks=marks,
        full=FULL,
        above_label=wording.text("chart.deviation.short"),
        below_label=wording.text("chart.deviation.surplus"),
    )
    fields: tuple[Field[tuple[str, tuple[str, ...]]], ...] = (
        Field("industries.industry", lambda row: row[0], width="fill"),
        *headed_each(range(len(shown)), lambda place: str(shown[place]), lambda row, place: row[1][place]),
    )
    years = wording.words.years(shown[0], shown[-1])
    caption = wording.cell("chart.heat.caption", years=years)
    explained = wording.spans("chart.heat.note")
    note = wording.words.sentences((explained, origin(context, wording, "deviation", len(names), years)))
    table = table_of(wording, caption, fields, zip(names.values(), marks, strict=True), "deviation-heat")
    return [chart(wording, form, table, _alt(grid, years, wording), note)]


def _alt(grid: list[list[Published]], years: str, wording: Wording) -> str:
    """How many industries stayed on one side of zero throughout."""
    known = [[cell.value for cell in cells if cell.value is not None] for cells in grid]
    return wording.text(
        "chart.heat.alt",
        n=len(grid),
        years=years,
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
    show = (wording.words.decimal, "index", None, 1.0)
    return _over_years(context, wording, lines, *show, "chart.degree.caption", "degree-over-time")


def moving_structures(context: MatchingContext, wording: Wording) -> list[Block]:
    """The yearly turn of both structures in degrees: do majors move as fast as industries?"""
    lines = {
        wording.text(f"matching.moore_{side}"): [
            exact(_degrees(getattr(row, f"moore_angle_{side}"))) for row in context.years()
        ]
        for side in ("supply", "demand")
    }
    show = (wording.words.angle, "angle", 0.0, None)
    return _over_years(context, wording, lines, *show, "chart.moore.caption", "moving-structures")


def origin(context: MatchingContext, wording: Wording, unit: str, industries: int, period: str) -> Spans:
    """What every chart of the report says of itself: source, period, unit, and how many industries it shows."""
    world = context.world
    return wording.spans(
        "chart.origin.text",
        supply=wording.text(f"basis.{world.supply_basis}") if world else "",
        demand=wording.text(f"basis.{world.demand_basis}") if world else "",
        period=period,
        unit=wording.text(f"chart.origin.{unit}"),
        n=industries,
    )


def _over_years(
    context: MatchingContext,
    wording: Wording,
    lines: Mapping[str, Sequence[Published]],
    show: Show,
    unit: str,
    floor: float | None,
    ceiling: float | None,
    caption: str,
    anchor: str,
) -> list[Block]:
    """Measures of the structures by year, with breaks where the compared series begin anew; `caption` is a key."""
    rows = context.years()
    years = tuple(row.year for row in rows)
    breaks = tuple((row.year, wording.text("chart.break")) for row in rows[1:] if row.series_break_reason)
    measured = OverYears(
        wording.text("table.year"), years, lines, show, show, breaks, floor=floor, ceiling=ceiling
    )
    industries = max((row.industries for row in rows), default=0)
    period = wording.words.years(years[0], years[-1]) if years else ""
    note = origin(context, wording, unit, industries, period)
    return over_years(wording, measured, wording.text(caption), anchor, note)


def shares_compared(context: MatchingContext, wording: Wording) -> list[Block]:
    """Share of graduates beside share of demand, the widest gap first."""
    rows = sorted(_compared(context), key=lambda row: (row.share_gap or 0.0, row.industry_code))
    if not rows:
        return []
    names = tuple(row.name for row in rows)
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
        Field("industries.industry", lambda row: row.name, width="fill"),
        number("industries.supply_share", lambda row: wording.share(row.supply_share)),
        number("industries.demand_share", lambda row: wording.share(row.demand_share)),
        number("industries.gap", lambda row: wording.points(row.share_gap)),
    )
    caption = wording.cell("chart.shares.caption", year=_year(context))
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
        labels=tuple(row.name for row, _ in rows),
        values=tuple(value for _, value in rows),
        above_label=wording.text("chart.deviation.short"),
        below_label=wording.text("chart.deviation.surplus"),
        show=wording.words.signed,
    )
    fields: tuple[Field[tuple[Industry, float]], ...] = (
        Field("industries.industry", lambda pair: pair[0].name, width="fill"),
        number("industries.deviation", lambda pair: wording.signed(pair[1])),
    )
    short = sum(value > 0 for _, value in rows)
    alt = wording.text(
        "chart.deviation.alt",
        short=short,
        surplus=len(rows) - short,
        name=rows[0][0].name,
        value=wording.words.signed(rows[0][1]),
    )
    year = _year(context)
    explained = wording.spans("chart.deviation.note")
    note = wording.words.sentences((explained, origin(context, wording, "deviation", len(rows), year)))
    caption = wording.cell("chart.deviation.caption", year=year)
    table = table_of(wording, caption, fields, rows, "deviation-ladder")
    return [chart(wording, form, table, alt, note)]


def _compared(context: MatchingContext) -> list[Industry]:
    return [row for row in context.industries if not row.is_residual]


def _year(context: MatchingContext) -> str:
    return str(context.world.latest_year) if context.world else ""


CLASSES_SHOWN = 12


def _angle(wording: Wording, radians: float | None) -> str:
    return wording.shown(_degrees(radians), wording.words.angle)


def _degrees(radians: float | None) -> float | None:
    """The same in degrees."""
    return None if radians is None else degrees(radians)


def year_table(context: MatchingContext, wording: Wording) -> Table:
    """Every measure of the structures, year by year."""
    fields: tuple[Field[Structure], ...] = (
        Field("table.year", lambda row: str(row.year)),
        *_measures(wording),
        Field(
            "matching.coupling_level",
            lambda row: wording.either(row.coupling_level_zh, row.coupling_level_en) or "[x]",
        ),
        number("matching.moore_supply", lambda row: _angle(wording, row.moore_angle_supply)),
        number("matching.moore_demand", lambda row: _angle(wording, row.moore_angle_demand)),
        number("matching.ratio", lambda row: wording.decimal(row.supply_demand_ratio)),
    )
    return table_of(wording, "trend.caption", fields, context.years(), "structure-years", "trend.note")


def _measures(wording: Wording) -> tuple[Field[Structure], ...]:
    return (
        number("matching.degree", lambda row: wording.share(row.matching_degree)),
        number("matching.cosine", lambda row: wording.decimal(row.cosine_similarity, 3)),
        number("matching.grey", lambda row: wording.decimal(row.grey_relational_degree, 3)),
        number("matching.coupling", lambda row: wording.decimal(row.coupling_coordination, 3)),
    )


def break_notes(context: MatchingContext, wording: Wording) -> list[Block]:
    """One note per year in which the compared series begin anew, with the reason."""
    title = wording.text("method.break_title")
    return [
        Note("caution", title, wording.spans(f"trend.break.{row.series_break_reason}", year=str(row.year)))
        for row in context.years()
        if row.series_break_reason
    ]


def industry_table(context: MatchingContext, wording: Wording) -> Table:
    """Industries with supply, demand and what they make of each other."""
    fields: tuple[Field[Industry], ...] = (
        Field("industries.industry", lambda row: coded(row.industry_code, row.industry_name), width="fill"),
        number("industries.supply", lambda row: wording.count(row.supply)),
        number("industries.demand", lambda row: wording.count(row.demand)),
        number("industries.supply_share", lambda row: wording.share(row.supply_share)),
        number("industries.demand_share", lambda row: wording.share(row.demand_share)),
        number("industries.gap", lambda row: wording.points(row.share_gap)),
        number("matching.ratio", lambda row: wording.decimal(row.supply_demand_ratio)),
        number("industries.deviation", lambda row: wording.signed(row.structural_deviation)),
    )
    latest = context.latest()
    return table_of(
        wording,
        wording.cell("industries.caption", year=str(latest.year if latest else "")),
        fields,
        (row for row in context.industries if not row.is_residual),
        "industries-table",
        wording.spans("industries.note"),
        totals=(_total(wording, latest),) if latest else (),
    )


def _total(wording: Wording, latest: Structure) -> Row:
    """The totals of both sides; a gap or a deviation of everything says nothing."""
    whole = wording.share(1.0)
    counts = (wording.count(latest.total_supply), wording.count(latest.total_demand))
    ratio = wording.decimal(latest.supply_demand_ratio)
    return Row((wording.cell("table.total"), *counts, whole, whole, (), ratio, ()), is_total=True)


def class_tables(context: MatchingContext, wording: Wording) -> list[Block]:
    """Classes of majors with the most and the fewest positions per graduate."""
    known = [
        row
        for row in context.major_classes
        if not row.is_residual and row.supply_demand_ratio.value is not None
    ]
    if not known:
        return [wording.missing("classes.none")]
    ordered = sorted(known, key=lambda row: (-(row.supply_demand_ratio.value or 0.0), row.major_scope_code))
    half = min(CLASSES_SHOWN, (len(ordered) + 1) // 2)
    return [
        wording.paragraph("classes.text", n=len(ordered)),
        _class_table(wording, "classes.short", ordered[:half]),
        _class_table(wording, "classes.surplus", ordered[::-1][: len(ordered) - half][:CLASSES_SHOWN]),
    ]


def _class_table(wording: Wording, key: str, rows: list[MajorClass]) -> Table:
    fields: tuple[Field[MajorClass], ...] = (
        Field("classes.class", lambda row: coded(row.major_scope_code, row.major_scope_name), width="fill"),
        number("industries.supply", lambda row: wording.count(row.supply)),
        number("classes.allocated", lambda row: wording.count(row.allocated_demand)),
        number("matching.ratio", lambda row: wording.decimal(row.supply_demand_ratio)),
    )
    return table_of(wording, f"{key}_caption", fields, rows, key.replace(".", "-"), "classes.note")


def level_table(context: MatchingContext, wording: Wording) -> Block:
    """The latest year's match at each level, where demand is delivered by level."""
    if not context.levels():
        return wording.missing("levels.none")
    fields: tuple[Field[Structure], ...] = (
        Field("table.level", lambda row: wording.level(row.level), width="fill"),
        number("industries.supply", lambda row: wording.count(row.total_supply)),
        number("industries.demand", lambda row: wording.count(row.total_demand)),
        number("matching.ratio", lambda row: wording.decimal(row.supply_demand_ratio)),
        *(field for field in _measures(wording) if field.key != "matching.grey"),
    )
    caption = wording.cell("levels.caption", year=str(context.levels()[0].year))
    return table_of(wording, caption, fields, context.levels(), "levels-table")


def residual_table(context: MatchingContext, wording: Wording) -> Table:
    """What the comparison leaves over on either side, so that nothing is dropped in silence."""
    latest = context.latest()
    unmapped, supply = (latest.unmapped_supply, latest.total_supply) if latest else (MISSING, MISSING)
    unmatched, demand = (latest.unmatched_demand, latest.total_demand) if latest else (None, None)
    everything = (supply.value or 0) + (unmapped.value or 0)
    rows = (("unmapped", unmapped, everything), ("unmatched", exact(unmatched), demand))
    fields: tuple[Field[tuple[str, Published, float | None]], ...] = (
        Field("residual.kind", lambda row: wording.text(f"residual.{row[0]}"), width="fill"),
        number("residual.count", lambda row: wording.count(row[1])),
        number("residual.share", lambda row: wording.share(_share(row[1].value, row[2]))),
    )
    return table_of(wording, "residual.caption", fields, rows, "residual-table")


def _share(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None
