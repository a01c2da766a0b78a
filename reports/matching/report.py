"""The matching report 专业结构与产业结构匹配情况报告: from its context to one list of neutral blocks."""

from __future__ import annotations

from reports.data.directory import World
from reports.data.release import Reading
from reports.document.blocks import Block, Document, Figures, Note, Paragraph, Spans
from reports.document.document import document
from reports.document.fields import Field, table_of
from reports.document.language import Language
from reports.document.wording import Wording
from reports.matching.context import STOCKS, Industry, MatchingContext
from reports.matching.forecast import forecast_section
from reports.matching.structures import (
    break_notes,
    class_tables,
    degree_over_time,
    deviation_heat,
    deviation_ladder,
    industry_table,
    level_table,
    moving_structures,
    residual_table,
    shares_compared,
    year_table,
)
from reports.matching.variants import (
    clusters_section,
    crosswalks_section,
    districts_section,
    matched_section,
    sensitivity_section,
)
from reports.settings.report import settings_in_short
from reports.standard.sections import (
    deliveries_section,
    marks_table,
    quality_section,
    revision_statement,
    see_method,
    sources_section,
    telling_line_notes,
)

NAME = "matching"
FORMULAS = ("ratio", "gap", "deviation", "degree", "cosine", "coupling", "grey", "moore", "allocated")


def write_matching(context: MatchingContext, reading: Reading, language: Language) -> Document:
    """The report in one language; where supply and demand cannot be compared it says why and still gives its method.

    reading: the open release, from which the short section on settings and enrolment loads its own data.
    """
    wording = Wording(language, context.shared)
    year = context.world.latest_year if context.world else None
    blocks = [
        *summary_section(context, wording),
        *(_compared_sections(context, wording) if context.world else []),
        *forecast_section(context, wording),
        *settings_in_short(reading, wording),
        *deliveries_section(context.shared.comparison, wording),
        *method_section(context, wording),
        *quality_section(wording),
        *sources_section(wording),
    ]
    return document(wording, NAME, year, headline(context, wording), blocks)


def _compared_sections(context: MatchingContext, wording: Wording) -> list[Block]:
    return [
        wording.heading("trend.heading"),
        *degree_over_time(context, wording),
        *moving_structures(context, wording),
        year_table(context, wording),
        *break_notes(context, wording),
        wording.heading("industries.heading"),
        Paragraph(_direction(context, wording)),
        *shares_compared(context, wording),
        *deviation_ladder(context, wording),
        *deviation_heat(context, wording),
        industry_table(context, wording),
        wording.heading("classes.heading"),
        *class_tables(context, wording),
        wording.heading("levels.heading"),
        level_table(context, wording),
        *districts_section(context, wording),
        *crosswalks_section(context, wording),
        *sensitivity_section(context, wording),
        *matched_section(context, wording),
        *clusters_section(context, wording),
        wording.heading("residual.heading"),
        wording.paragraph("residual.text"),
        residual_table(context, wording),
    ]


def headline(context: MatchingContext, wording: Wording) -> Figures:
    """Matching degree with its change, positions per graduate, coordination, the largest shortage and surplus."""
    latest = context.latest()
    if latest is None:
        return Figures((wording.figure("matching.degree", "[x]"),))
    words = wording.words
    change = _change(context, wording)
    level = wording.either(latest.coupling_level_zh, latest.coupling_level_en)
    short, surplus = widest(context.industries)
    items = [
        wording.figure("matching.degree", wording.shown(latest.matching_degree, words.percent), note=change),
        wording.figure("matching.ratio", words.shown(latest.supply_demand_ratio, words.decimal)),
        wording.figure(
            "matching.coupling", wording.shown(latest.coupling_coordination, words.decimal), note=level
        ),
    ]
    for key, industry in (("short", short), ("surplus", surplus)):
        if industry is not None:
            note = wording.text(f"matching.{key}_note", name=industry.name)
            points = words.decimal(abs(industry.share_gap or 0.0) * 100, 1)
            items.append(wording.figure(f"matching.{key}", points, "unit.percentage_points", note))
    return Figures(tuple(items))


def _change(context: MatchingContext, wording: Wording) -> str:
    years = context.years()
    if len(years) < 2 or years[-1].matching_degree is None or years[-2].matching_degree is None:
        return ""
    if years[-1].series_break_reason:
        return wording.text("matching.not_compared")
    change = years[-1].matching_degree - years[-2].matching_degree
    points = wording.words.decimal(abs(change) * 100, 1)
    key = "same" if points == wording.words.decimal(0, 1) else "rise" if change > 0 else "fall"
    return wording.text(f"matching.{key}", year=str(years[-2].year), points=points)


def widest(industries: tuple[Industry, ...]) -> tuple[Industry | None, Industry | None]:
    """The industry with the largest shortage of graduates and that with the largest surplus, by the gap between its
    shares of supply and demand; None where no industry has one."""
    known = [row for row in industries if not row.is_residual and row.share_gap is not None]
    ordered = sorted(known, key=lambda row: (row.share_gap or 0.0, row.industry_code))
    short = ordered[0] if ordered and (ordered[0].share_gap or 0.0) < 0 else None
    surplus = ordered[-1] if ordered and (ordered[-1].share_gap or 0.0) > 0 else None
    return short, surplus


def summary_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """The result in a paragraph and in figures, and the choices behind it; else which data are missing."""
    heading = wording.heading("summary.heading")
    latest = context.latest()
    if context.world is None or latest is None:
        feeds = wording.words.listing(wording.text(f"feed.{feed}") for feed in context.lacking_feeds)
        if feeds:
            return [heading, wording.missing("matching.lacking", feeds=feeds)]
        return [heading, wording.missing("matching.no_common_year")]
    run = context.shared.run
    text = wording.spans(
        "matching.text",
        city=wording.either(run.city_name_zh, run.city_name_en),
        year=str(latest.year),
        industries=latest.industries,
        supply=wording.shown(latest.total_supply),
        demand=wording.shown(latest.total_demand),
        supply_basis=wording.text(f"basis.{context.world.supply_basis}"),
        demand_basis=wording.text(f"basis.{context.world.demand_basis}"),
        demand_unit=wording.text(f"demand_unit.{context.world.demand_basis}"),
        degree=wording.shown(latest.matching_degree, wording.words.percent),
    )
    blocks: list[Block] = [heading, Paragraph(text), headline(context, wording)]
    blocks.append(_key_note(wording, context.world))
    if latest.demand_year != latest.year:
        title = wording.text("matching.demand_year_title")
        years = {"year": str(latest.year), "demand_year": str(latest.demand_year)}
        blocks.append(Note("caution", title, wording.spans("matching.demand_year", **years)))
    return blocks


def _direction(context: MatchingContext, wording: Wording) -> Spans:
    """How to read ratio and deviation; a stock of workers is not a demand for graduates, so its text differs."""
    basis = context.world.demand_basis if context.world else ""
    if basis in STOCKS:
        return wording.spans("industries.text_stock", basis=wording.text(f"basis.{basis}"))
    return wording.spans("industries.text")


def _key_note(wording: Wording, world: World) -> Note:
    """The choices behind the figures (classification, crosswalk, sources); another choice gives other figures."""
    text = wording.spans(
        "matching.key",
        granularity=wording.text(f"granularity.{world.granularity}"),
        classification=wording.named("classification", world.industry_classification),
        crosswalk=wording.text(f"crosswalk.{world.crosswalk_source}"),
        supply_basis=wording.text(f"basis.{world.supply_basis}"),
        demand_basis=wording.text(f"basis.{world.demand_basis}"),
    )
    return Note("info", wording.text("matching.key_title"), text)


def method_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """A table of the measures, each with its formula and how to read it; then limits, revisions and status marks."""
    fields = [_formula_field(wording, part) for part in ("term", "formula", "reading")]
    return [
        wording.heading("method.heading"),
        wording.paragraph("method.matching"),
        table_of(wording, "formula.caption", fields, FORMULAS, "formulas", "formula.note", "records"),
        Paragraph(see_method(wording)),
        wording.paragraph("method.matching_limits"),
        *revision_statement(wording),
        *telling_line_notes(wording),
        marks_table(wording),
    ]


def _formula_field(wording: Wording, part: str) -> Field[str]:
    """A column of that table: `part` is term, formula or reading."""
    return Field(f"formula.{part}", lambda name: wording.spans(f"formula.{name}.{part}"), width="fill")
