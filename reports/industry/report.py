"""The brief of one industry 行业简报: supply, demand, the gap and its forecast, who supplies it and where."""

from __future__ import annotations

from dataclasses import replace

from reports.data.programs import IndustryYear, Program, major_key
from reports.data.published import exact
from reports.document.blocks import (
    Block,
    Column,
    Document,
    Figure,
    Figures,
    Paragraph,
    Row,
    Span,
    Spans,
    Table,
    plain,
)
from reports.document.cells import number_columns
from reports.document.document import document
from reports.document.language import Language
from reports.document.page import link, slug
from reports.document.wording import Wording
from reports.industry.context import IndustryCluster, IndustryContext, IndustryMajor
from reports.industry.outlook import outlook
from reports.industry.related import relations_in, ways_on
from reports.standard.closing import statements_section

NAME = "industry"
MAJORS_SHOWN, SCHOOLS_SHOWN, CLUSTERS_SHOWN, YEARS_SHOWN = 6, 2, 4, 5


def write_briefs(context: IndustryContext, language: Language) -> tuple[Document, ...]:
    """The briefs of all industries in one language, by the industries' codes."""
    wording = Wording(language, context.directory.shared)
    related = relations_in(context).industries
    return tuple(
        replace(_brief(context, wording, code, years), related=ways_on(wording, related[code]))
        for code, years in context.industries().items()
    )


def _brief(
    context: IndustryContext, wording: Wording, code: str, years: tuple[IndustryYear, ...]
) -> Document:
    last = years[-1]
    name = last.industry_name or code
    blocks: list[Block] = [
        wording.heading("industry.overview"),
        Paragraph(_text(context, wording, last)),
        headline(wording, last),
        *outlook(context, wording, code, years),
        year_table(wording, years[-YEARS_SHOWN:]),
        *_majors(context, wording, code, last.year),
        *_clusters(context, wording, code, last.year),
        *statements_section(wording, NAME),
    ]
    return document(wording, NAME, last.year, headline(wording, last), blocks, (slug(code), name))


def headline(wording: Wording, last: IndustryYear) -> Figures:
    """Supply, demand, their ratio, and the gap of shares."""
    words = wording.words
    note = ""
    gap = exact(None)
    if last.supply_share is not None and last.demand_share is not None:
        gap = exact(last.supply_share - last.demand_share)
        shares = (words.percent(last.supply_share), words.percent(last.demand_share))
        note = wording.text("industry.gap_note", supply=shares[0], demand=shares[1])
    return Figures(
        (
            Figure(wording.text("industries.supply"), words.shown(exact(last.supply))),
            Figure(wording.text("industries.demand"), words.shown(exact(last.demand))),
            Figure(wording.text("matching.ratio"), words.shown(last.supply_demand_ratio, words.decimal)),
            Figure(
                wording.text("industries.gap"),
                words.shown(gap, words.points),
                wording.text("unit.percentage_points") if gap.value is not None else "",
                note,
            ),
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
        industry=last.industry_name or last.industry_code,
        code=last.industry_code,
        supply=words.shown(exact(last.supply)),
        basis=wording.text(f"basis.{context.world.demand_basis}") if context.world else "",
        demand=words.shown(exact(last.demand)),
        ratio=words.shown(last.supply_demand_ratio, words.decimal),
        deviation=words.shown(last.structural_deviation, words.signed),
        reading=wording.text(f"industry.reading.{reading}"),
    )


def year_table(wording: Wording, years: tuple[IndustryYear, ...]) -> Table:
    """Supply, demand and what they make of each other, year by year."""
    words = wording.words
    rows = tuple(
        Row(
            (
                plain(str(row.year)),
                plain(str(row.demand_year)),
                plain(words.shown(exact(row.supply))),
                plain(words.shown(exact(row.demand))),
                plain(words.shown(exact(row.supply_share), words.percent)),
                plain(words.shown(exact(row.demand_share), words.percent)),
                plain(words.shown(row.supply_demand_ratio, words.decimal)),
                plain(words.shown(row.structural_deviation, words.signed)),
            )
        )
        for row in years
    )
    columns = (
        Column(wording.text("table.year")),
        Column(wording.text("directory.demand_year")),
        *number_columns(wording, "industries.supply", "industries.demand", "industries.supply_share"),
        *number_columns(wording, "industries.demand_share", "matching.ratio", "industries.deviation"),
    )
    return Table(wording.text("industry.years_caption"), columns, rows, "years")


def _majors(context: IndustryContext, wording: Wording, code: str, year: int) -> list[Block]:
    """Who supplies the industry, and at which schools."""
    heading, majors = wording.heading("industry.majors"), context.majors[code]
    if not majors:
        return [heading, Paragraph(wording.words.spans("industry.no_majors"))]
    programs = [program for major in majors for program in context.sites(major)]
    text = wording.words.spans(
        "industry.majors_text",
        n=len(majors),
        schools=len({program.institution_code for program in programs}),
        districts=len({program.district_code for program in programs if program.district_code}),
    )
    shown = majors[:MAJORS_SHOWN]
    columns = (
        Column(wording.text("directory.column_major"), width="fill"),
        *number_columns(wording, "industries.supply", "industry.supply_share", "classes.allocated"),
        Column(wording.text("industry.schools"), width="fill"),
    )
    rows = tuple(_major_row(wording, major, context.sites(major)) for major in shown)
    base = wording.disclosure.rounding_base
    note = wording.words.spans("industry.majors_note", shown=len(shown), base=base)
    caption = wording.text("industry.majors_caption", year=str(year))
    table = Table(caption, columns, rows, "majors-table", note, layout="records")
    return [heading, Paragraph(text), table]


def _major_row(wording: Wording, major: IndustryMajor, programs: tuple[Program, ...]) -> Row:
    words = wording.words
    name = major.major_name or major.major_code
    named = link(name, "major", major_key(programs[0])) if programs else Span(name)
    level = (Span(" "), Span(wording.level(major.major_level), "quiet")) if major.major_level else ()
    return Row(
        (
            (named, Span(" "), Span(major.major_code, "code"), *level),
            plain(words.shown(exact(major.supply))),
            plain(words.shown(exact(major.major_supply_share), words.percent)),
            plain(words.shown(exact(major.allocated_demand))),
            _schools(wording, programs),
        )
    )


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
    return wording.words.spans("industry.and_more", names=tuple(spans), n=len(schools))


def _clusters(context: IndustryContext, wording: Wording, code: str, year: int) -> list[Block]:
    """The policy's industry clusters that draw on the same majors."""
    heading, clusters = wording.heading("industry.clusters"), context.clusters[code]
    if not clusters:
        return [heading, Paragraph(wording.words.spans("industry.no_clusters"))]
    columns = (
        Column(wording.text("industry.cluster"), width="fill"),
        *number_columns(wording, "industry.shared_majors", "industry.shared_supply", "industries.supply"),
        *number_columns(wording, "industries.demand", "matching.ratio", "industries.deviation"),
    )
    rows = tuple(_cluster_row(wording, cluster) for cluster in clusters[:CLUSTERS_SHOWN])
    caption = wording.text("industry.clusters_caption", year=str(year))
    return [heading, Table(caption, columns, rows, "clusters-table")]


def _cluster_row(wording: Wording, cluster: IndustryCluster) -> Row:
    words = wording.words
    return Row(
        (
            plain(cluster.cluster_name or ""),
            plain(words.integer(cluster.majors)),
            plain(words.shown(exact(cluster.shared_supply_share), words.percent)),
            plain(words.shown(exact(cluster.supply))),
            plain(words.shown(exact(cluster.demand))),
            plain(words.shown(cluster.supply_demand_ratio, words.decimal)),
            plain(words.shown(cluster.structural_deviation, words.signed)),
        )
    )
