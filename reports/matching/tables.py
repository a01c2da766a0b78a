"""The tables of the matching report."""

from __future__ import annotations

from math import degrees

from reports.document.blocks import Block, Note, Paragraph, Row, Table
from reports.document.cells import coded
from reports.document.fields import Field, number, table_of
from reports.document.wording import Wording
from reports.matching.context import Industry, MajorClass, MatchingContext, Structure

CLASSES_SHOWN = 12


def _angle(wording: Wording, radians: float | None) -> str:
    return wording.shown(None if radians is None else degrees(radians), wording.words.angle)


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
    note = wording.words.spans("trend.note")
    return table_of(wording, wording.text("trend.caption"), fields, context.years(), "structure-years", note)


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
        Note(
            "caution",
            title,
            wording.words.spans(f"trend.break.{row.series_break_reason}", year=str(row.year)),
        )
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
        wording.text("industries.caption", year=str(latest.year if latest else "")),
        fields,
        (row for row in context.industries if not row.is_residual),
        "industries-table",
        wording.words.spans("industries.note"),
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
        return [wording.missing("classes.none", cohort=wording.disclosure.min_cohort)]
    ordered = sorted(known, key=lambda row: (-(row.supply_demand_ratio.value or 0.0), row.major_scope_code))
    half = min(CLASSES_SHOWN, (len(ordered) + 1) // 2)
    return [
        Paragraph(wording.words.spans("classes.text", n=len(ordered), cohort=wording.disclosure.min_cohort)),
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
    note = wording.words.spans("classes.note")
    return table_of(wording, wording.text(f"{key}_caption"), fields, rows, key.replace(".", "-"), note)


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
    caption = wording.text("levels.caption", year=str(context.levels()[0].year))
    return table_of(wording, caption, fields, context.levels(), "levels-table")


def residual_table(context: MatchingContext, wording: Wording) -> Table:
    """What the comparison leaves over on either side, so that nothing is dropped in silence."""
    latest = context.latest()
    unmapped, unmatched = (latest.unmapped_supply, latest.unmatched_demand) if latest else (None, None)
    supply, demand = (latest.total_supply, latest.total_demand) if latest else (None, None)
    everything = supply + unmapped if supply is not None and unmapped is not None else None
    rows = (("unmapped", unmapped, everything), ("unmatched", unmatched, demand))
    fields: tuple[Field[tuple[str, float | None, float | None]], ...] = (
        Field("residual.kind", lambda row: wording.text(f"residual.{row[0]}"), width="fill"),
        number("residual.count", lambda row: wording.count(row[1])),
        number("residual.share", lambda row: wording.share(_share(row[1], row[2]))),
    )
    return table_of(wording, wording.text("residual.caption"), fields, rows, "residual-table")


def _share(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None
