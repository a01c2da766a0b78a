"""The tables of the matching report."""

from __future__ import annotations

from math import degrees

from reports.data.published import Published, exact
from reports.document.blocks import Block, Column, Note, Paragraph, Row, Spans, Table, plain
from reports.document.cells import number_columns
from reports.document.wording import Wording
from reports.matching.context import Industry, MajorClass, MatchingContext, Structure

CLASSES_SHOWN = 12


def _counted(wording: Wording, value: float | None) -> Spans:
    return plain(wording.words.shown(exact(value)))


def _share(wording: Wording, value: float | None) -> Spans:
    return plain(wording.words.shown(exact(value), wording.words.percent))


def _measure(wording: Wording, value: float | None, digits: int = 3) -> Spans:
    return plain(wording.words.shown(exact(value), lambda number: wording.words.decimal(number, digits)))


def _ratio(wording: Wording, ratio: Published) -> Spans:
    return plain(wording.words.shown(ratio, wording.words.decimal))


def _angle(wording: Wording, radians: float | None) -> Spans:
    return plain(
        wording.words.shown(exact(None if radians is None else degrees(radians)), wording.words.angle)
    )


def _named(code: str, name: str | None) -> str:
    """A code with its name; once, where the delivery knows only one of them."""
    return code if name in (None, code) else f"{code} {name}"


def year_table(context: MatchingContext, wording: Wording) -> Table:
    """Every measure of the structures, year by year."""
    rows = tuple(
        Row(
            (
                plain(str(row.year)),
                _share(wording, row.matching_degree),
                _measure(wording, row.cosine_similarity),
                _measure(wording, row.grey_relational_degree),
                _measure(wording, row.coupling_coordination),
                plain(wording.either(row.coupling_level_zh, row.coupling_level_en) or "[x]"),
                _angle(wording, row.moore_angle_supply),
                _angle(wording, row.moore_angle_demand),
                _ratio(wording, row.supply_demand_ratio),
            )
        )
        for row in context.years()
    )
    columns = (
        Column(wording.text("table.year")),
        *number_columns(wording, "matching.degree", "matching.cosine", "matching.grey", "matching.coupling"),
        Column(wording.text("matching.coupling_level")),
        *number_columns(wording, "matching.moore_supply", "matching.moore_demand", "matching.ratio"),
    )
    note = wording.words.spans("trend.note")
    return Table(wording.text("trend.caption"), columns, rows, "structure-years", note=note)


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
    rows = [_industry_row(wording, row) for row in context.industries if not row.is_residual]
    latest = context.latest()
    if latest is not None:
        ratio = _ratio(wording, latest.supply_demand_ratio)
        total = (
            wording.cell("table.total"),
            _counted(wording, latest.total_supply),
            _counted(wording, latest.total_demand),
            plain(wording.words.percent(1.0)),
            plain(wording.words.percent(1.0)),
            plain(""),
            ratio,
            plain(""),
        )
        rows.append(Row(total, is_total=True))
    columns = (
        Column(wording.text("industries.industry"), width="fill"),
        *number_columns(wording, "industries.supply", "industries.demand", "industries.supply_share"),
        *number_columns(
            wording, "industries.demand_share", "industries.gap", "matching.ratio", "industries.deviation"
        ),
    )
    caption = wording.text("industries.caption", year=str(latest.year if latest else ""))
    return Table(
        caption, columns, tuple(rows), "industries-table", note=wording.words.spans("industries.note")
    )


def _industry_row(wording: Wording, row: Industry) -> Row:
    gap = wording.words.shown(exact(row.share_gap), wording.words.points)
    signed = wording.words.shown(row.structural_deviation, wording.words.signed)
    return Row(
        (
            plain(_named(row.industry_code, row.industry_name)),
            _counted(wording, row.supply),
            _counted(wording, row.demand),
            _share(wording, row.supply_share),
            _share(wording, row.demand_share),
            plain(gap),
            _ratio(wording, row.supply_demand_ratio),
            plain(signed),
        )
    )


def class_tables(context: MatchingContext, wording: Wording) -> list[Block]:
    """Classes of majors with the most and the fewest positions per graduate."""
    told = [
        row
        for row in context.major_classes
        if not row.is_residual and row.supply_demand_ratio.value is not None
    ]
    if not told:
        return [wording.missing("classes.none", cohort=wording.disclosure.min_cohort)]
    ordered = sorted(told, key=lambda row: (-(row.supply_demand_ratio.value or 0.0), row.major_scope_code))
    half = min(CLASSES_SHOWN, (len(ordered) + 1) // 2)
    return [
        Paragraph(wording.words.spans("classes.text", n=len(ordered), cohort=wording.disclosure.min_cohort)),
        _class_table(wording, "classes.short", ordered[:half]),
        _class_table(wording, "classes.surplus", ordered[::-1][: len(ordered) - half][:CLASSES_SHOWN]),
    ]


def _class_table(wording: Wording, key: str, rows: list[MajorClass]) -> Table:
    columns = (
        Column(wording.text("classes.class"), width="fill"),
        *number_columns(wording, "industries.supply", "classes.allocated", "matching.ratio"),
    )
    cells = tuple(
        Row(
            (
                plain(_named(row.major_scope_code, row.major_scope_name)),
                _counted(wording, row.supply),
                _counted(wording, row.allocated_demand),
                _ratio(wording, row.supply_demand_ratio),
            )
        )
        for row in rows
    )
    note = wording.words.spans("classes.note")
    return Table(wording.text(f"{key}_caption"), columns, cells, key.replace(".", "-"), note=note)


def level_table(context: MatchingContext, wording: Wording) -> Block:
    """The latest year's match at each level, where demand tells levels apart."""
    if not context.levels():
        return wording.missing("levels.none")
    columns = (
        Column(wording.text("table.level"), width="fill"),
        *number_columns(
            wording, "industries.supply", "industries.demand", "matching.ratio", "matching.degree"
        ),
        *number_columns(wording, "matching.cosine", "matching.coupling"),
    )
    rows = tuple(_level_row(wording, row) for row in context.levels())
    caption = wording.text("levels.caption", year=str(context.levels()[0].year))
    return Table(caption, columns, rows, "levels-table")


def _level_row(wording: Wording, row: Structure) -> Row:
    return Row(
        (
            plain(wording.level(row.level)),
            _counted(wording, row.total_supply),
            _counted(wording, row.total_demand),
            _ratio(wording, row.supply_demand_ratio),
            _share(wording, row.matching_degree),
            _measure(wording, row.cosine_similarity),
            _measure(wording, row.coupling_coordination),
        )
    )


def residual_table(context: MatchingContext, wording: Wording) -> Table:
    """What the comparison leaves over on either side, so that nothing is dropped in silence."""
    latest = context.latest()
    unmapped, unmatched = (latest.unmapped_supply, latest.unmatched_demand) if latest else (None, None)
    supply, demand = (latest.total_supply, latest.total_demand) if latest else (None, None)
    everything = supply + unmapped if supply is not None and unmapped is not None else None
    rows = (
        _residual_row(wording, "residual.unmapped", unmapped, everything),
        _residual_row(wording, "residual.unmatched", unmatched, demand),
    )
    columns = (
        Column(wording.text("residual.kind"), width="fill"),
        *number_columns(wording, "residual.count", "residual.share"),
    )
    return Table(wording.text("residual.caption"), columns, rows, "residual-table")


def _residual_row(wording: Wording, key: str, part: float | None, whole: float | None) -> Row:
    share = part / whole if part is not None and whole else None
    return Row((wording.cell(key), _counted(wording, part), _share(wording, share)))
