"""Sections of the matching report on how the result varies: by district, by crosswalk, by tilted weights, by industry
cluster; and on the share of employed graduates whose work matches their major.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reports.data.published import Published, exact
from reports.document.blocks import Block, Chart, Paragraph, Table
from reports.document.fields import Field, coded, number, table_of
from reports.document.wording import Wording
from reports.matching.context import (
    CrosswalkRange,
    DistrictMatch,
    IndustryRange,
    MatchedRate,
    MatchingContext,
)
from reports.matching.structures import deviation_heat, deviation_ladder, industry_table

CLASSES_SHOWN = 12
UNMAPPED = "unmapped"


def districts_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """The match of every district, in one table for each basis of demand (vacancies, say) delivered by district."""
    districts = context.sensitivity.districts if context.sensitivity else ()
    heading = wording.heading("districts.heading")
    if not districts:
        return [heading, wording.missing("districts.none")]
    bases = dict.fromkeys(row.demand_basis for row in districts)
    tables = [
        _district_table(basis, [r for r in districts if r.demand_basis == basis], wording) for basis in bases
    ]
    return [heading, wording.paragraph("districts.text"), *tables]


def _district_table(basis: str, rows: list[DistrictMatch], wording: Wording) -> Table:
    percent = wording.words.percent
    fields: tuple[Field[DistrictMatch], ...] = (
        Field("districts.district", lambda row: row.district_name or row.region_code, width="fill"),
        Field("table.year", lambda row: str(row.year)),
        number("industries.supply", lambda row: wording.count(row.total_supply)),
        number("matching.degree", lambda row: wording.share(row.matching_degree)),
        number(
            "sensitivity.range",
            lambda row: _between(exact(row.degree_low), exact(row.degree_high), percent, wording),
        ),
        number("matching.cosine", lambda row: wording.decimal(row.cosine_similarity)),
        number("matching.coupling", lambda row: wording.decimal(row.coupling_coordination)),
    )
    caption = wording.cell("districts.caption", basis=wording.text(f"basis.{basis}"))
    return table_of(wording, caption, fields, rows, f"districts-{basis.replace('_', '-')}")


def crosswalks_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """Matching degree and deviations by each crosswalk; a note where there are not two crosswalks to compare."""
    heading, found = wording.heading("crosswalks.heading"), context.observed
    if found is None or len(found.degrees) < 2:
        return [heading, wording.missing("crosswalks.none")]
    degrees = wording.words.listing(
        wording.text(
            "crosswalks.degree",
            crosswalk=wording.text(f"crosswalk.{row.crosswalk_source}"),
            degree=wording.shown(row.matching_degree, wording.words.percent),
        )
        for row in found.degrees
    )
    sides = [row.is_one_sided for row in found.ranges if row.is_one_sided is not None]
    text = wording.spans("crosswalks.text", degrees=degrees, n=len(sides), same=sum(sides))
    fields: tuple[Field[CrosswalkRange], ...] = (
        Field("industries.industry", lambda row: coded(row.industry_code, row.industry_name), width="fill"),
        number("crosswalks.observed", lambda row: wording.signed(row.observed_deviation)),
        number("crosswalks.expert", lambda row: wording.signed(row.expert_deviation)),
        number("crosswalks.equal", lambda row: wording.signed(row.equal_deviation)),
        number("column.lowest_ratio", lambda row: wording.decimal(row.lowest_ratio)),
        number("column.highest_ratio", lambda row: wording.decimal(row.highest_ratio)),
        Field("crosswalks.side", lambda row: wording.text(f"crosswalks.{_side(row)}")),
    )
    year = str(context.world.latest_year if context.world else "")
    caption, note = wording.cell("crosswalks.caption", year=year), wording.spans("crosswalks.note")
    return [
        heading,
        Paragraph(text),
        table_of(wording, caption, fields, found.ranges, "crosswalks-table", note),
    ]


def _side(row: CrosswalkRange) -> str:
    return "unknown" if row.is_one_sided is None else "same" if row.is_one_sided else "differs"


def sensitivity_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """The matching degree and each industry's deviation with their ranges (5th to 95th percentile) over random draws of
    the crosswalk's weights; a note where no draws were made."""
    found = context.sensitivity
    heading = wording.heading("sensitivity.heading")
    if found is None or found.degree is None:
        return [heading, wording.missing("sensitivity.none")]
    degree, percent = found.degree, wording.words.percent
    text = wording.spans(
        "sensitivity.text",
        draws=degree.draws,
        tilt=percent(found.tilt, 0),
        stated=wording.shown(degree.matching_degree, percent),
        low=wording.shown(degree.degree_low, percent),
        high=wording.shown(degree.degree_high, percent),
        equal=wording.shown(degree.equal_degree, percent),
    )
    caption, note = wording.cell("sensitivity.caption"), wording.spans("sensitivity.note")
    fields, rows = _sensitivity_fields(wording), found.industries
    return [heading, Paragraph(text), table_of(wording, caption, fields, rows, "sensitivity-table", note)]


def _sensitivity_fields(wording: Wording) -> tuple[Field[IndustryRange], ...]:
    words = wording.words
    return (
        Field("industries.industry", lambda row: coded(row.industry_code, row.industry_name), width="fill"),
        number("industries.deviation", lambda row: wording.signed(row.structural_deviation)),
        number(
            "sensitivity.range",
            lambda row: _between(row.deviation_low, row.deviation_high, words.signed, wording),
        ),
        number("sensitivity.equal", lambda row: wording.signed(row.equal_deviation)),
        number("matching.ratio", lambda row: wording.decimal(row.supply_demand_ratio)),
        number(
            "sensitivity.range", lambda row: _between(row.ratio_low, row.ratio_high, words.decimal, wording)
        ),
        number(
            "sensitivity.keeps",
            lambda row: wording.shown(row.keeps_side, lambda share: words.percent(share, 0)),
        ),
    )


def _between(low: Published, high: Published, show: Callable[[float], str], wording: Wording) -> str:
    """Both ends of a range, or the status mark that says why there is none."""
    if low.value is None or high.value is None:
        return wording.shown(low)
    return wording.between(wording.shown(low, show), wording.shown(high, show), " – ")


def matched_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """The share of employed graduates whose work matches their major, by the employer's industry and for the classes
    of majors with the lowest; a note where it was not delivered."""
    heading, found = wording.heading("matched.heading"), context.observed
    classes = found.of("class") if found else ()
    if found is None or not classes:
        return [heading, wording.missing("matched.none")]
    blocks: list[Block] = [heading, wording.paragraph("matched.text")]
    if industries := found.of("industry"):
        blocks.append(_matched_table(wording, "industry", list(industries)))
    else:
        blocks.append(wording.missing("matched.no_industry"))
    known = sorted(
        (row for row in classes if row.matched_rate.value is not None),
        key=lambda row: (row.matched_rate.value or 0.0, row.scope_code),
    )
    return [*blocks, _matched_table(wording, "class", known[:CLASSES_SHOWN])]


def _matched_table(wording: Wording, scope: str, rows: list[MatchedRate]) -> Table:
    def name(row: MatchedRate) -> str:
        if row.scope_code == UNMAPPED:
            return wording.text("matched.no_employer")
        return coded(row.scope_code, row.scope_name)

    fields: tuple[Field[MatchedRate], ...] = (
        Field(f"matched.{scope}", name, width="fill"),
        number("matched.employed", lambda row: wording.count(row.employed)),
        number("matched.matched", lambda row: wording.count(row.matched)),
        number("matched.rate", lambda row: wording.share(row.matched_rate)),
    )
    caption = wording.cell(f"matched.{scope}_caption", year=str(rows[0].year) if rows else "")
    return table_of(wording, caption, fields, rows, f"matched-{scope}")


def clusters_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """The match by industry clusters: degree, graduates that map to no cluster, and each cluster; a note where no
    clusters were delivered."""
    heading, clusters = wording.heading("clusters.heading"), context.clusters
    if clusters is None or clusters.world is None:
        return [heading, wording.missing("clusters.none")]
    latest = clusters.latest()
    if latest is None or latest.total_supply.value is None:
        return [heading, wording.missing("clusters.none")]
    year = str(latest.year)
    text = wording.spans(
        "clusters.text",
        year=year,
        n=latest.industries,
        crosswalk=wording.text(f"crosswalk.{clusters.world.crosswalk_source}"),
        degree=wording.shown(latest.matching_degree, wording.words.percent),
        supply=wording.shown(latest.total_supply),
        unmapped=wording.shown(latest.unmapped_supply),
    )
    table = industry_table(clusters, wording)
    years = wording.words.years(clusters.years()[0].year, latest.year)
    ladder = wording.text("clusters.ladder_caption", year=year)
    heat = wording.text("clusters.heat_caption", years=years)
    return [
        heading,
        Paragraph(text),
        *_of_clusters(deviation_ladder(clusters, wording), ladder, "clusters-ladder"),
        *_of_clusters(deviation_heat(clusters, wording), heat, "clusters-heat"),
        replace(table, caption=wording.text("clusters.caption", year=year), anchor="clusters-table"),
    ]


def _of_clusters(charts: list[Block], caption: str, anchor: str) -> list[Block]:
    """The charts of the industries with the caption and anchor of the clusters."""
    return [
        replace(
            one,
            caption=caption,
            anchor=f"chart-{anchor}",
            data=replace(one.data, caption=caption, anchor=anchor),
            svg=one.svg.replace(one.anchor, f"chart-{anchor}"),
            svg_narrow=one.svg_narrow.replace(one.anchor, f"chart-{anchor}"),
        )
        for one in charts
        if isinstance(one, Chart)
    ]
