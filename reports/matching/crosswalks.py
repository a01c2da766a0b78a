"""The sections on the match by each of the three crosswalks, and on how much work matches the major."""

from __future__ import annotations

from dataclasses import replace

from reports.data.published import exact
from reports.document.blocks import Block, Chart, Column, Paragraph, Row, Table, plain
from reports.document.cells import number_columns
from reports.document.wording import Wording
from reports.matching.charts import deviation_heat, deviation_ladder
from reports.matching.context import MatchingContext
from reports.matching.ranges_context import CrosswalkRange, MatchedRate
from reports.matching.tables import industry_table


def clusters_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """Degree, graduates meant for no cluster, and the clusters one by one; says so where none was delivered."""
    heading = wording.heading("clusters.heading")
    clusters = context.clusters
    if clusters is None:
        return [heading, wording.missing("clusters.none")]
    told = replace(
        context,
        world=clusters.world,
        structures=clusters.structures,
        industries=clusters.industries,
        industry_years=clusters.industry_years,
    )
    latest = told.latest()
    if latest is None or latest.total_supply is None or latest.unmapped_supply is None:
        return [heading, wording.missing("clusters.none")]
    text = wording.words.spans(
        "clusters.text",
        year=str(latest.year),
        n=latest.industries,
        crosswalk=wording.text(f"crosswalk.{clusters.world.crosswalk_source}"),
        degree=wording.words.shown(exact(latest.matching_degree), wording.words.percent),
        supply=wording.words.shown(exact(latest.total_supply)),
        unmapped=wording.words.shown(exact(latest.unmapped_supply)),
    )
    table = replace(
        industry_table(told, wording),
        caption=wording.text("clusters.caption", year=str(latest.year)),
        anchor="clusters-table",
    )
    years = wording.words.years(told.years()[0].year, latest.year)
    ladder = wording.text("clusters.ladder_caption", year=str(latest.year))
    heat = wording.text("clusters.heat_caption", years=years)
    return [
        heading,
        Paragraph(text),
        *_of_clusters(deviation_ladder(told, wording), ladder, "clusters-ladder"),
        *_of_clusters(deviation_heat(told, wording), heat, "clusters-heat"),
        table,
    ]


def _of_clusters(charts: list[Block], caption: str, anchor: str) -> list[Block]:
    """The charts of the sections under a caption and an anchor of their own."""
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


CLASSES_SHOWN = 12
UNMAPPED = "unmapped"


def crosswalks_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """Degree and deviations by each crosswalk; says so where there is one alone."""
    heading, found = wording.heading("crosswalks.heading"), context.observed
    if found is None or len(found.degrees) < 2:
        return [heading, wording.missing("crosswalks.none")]
    words = wording.words
    degrees = words.listing(
        wording.text(
            "crosswalks.degree",
            crosswalk=wording.text(f"crosswalk.{row.crosswalk_source}"),
            degree=words.shown(exact(row.matching_degree), words.percent),
        )
        for row in found.degrees
    )
    sides = [row.is_one_sided for row in found.ranges if row.is_one_sided is not None]
    text = words.spans("crosswalks.text", degrees=degrees, n=len(sides), same=sum(sides))
    columns = (
        Column(wording.text("industries.industry"), width="fill"),
        *number_columns(wording, "crosswalks.observed", "crosswalks.expert", "crosswalks.equal"),
        *number_columns(wording, "crosswalks.lowest", "crosswalks.highest"),
        Column(wording.text("crosswalks.side")),
    )
    year = str(context.world.latest_year if context.world else "")
    rows = tuple(_range_row(row, wording) for row in found.ranges)
    note = words.spans("crosswalks.note")
    table = Table(wording.text("crosswalks.caption", year=year), columns, rows, "crosswalks-table", note=note)
    return [heading, Paragraph(text), table]


def _range_row(row: CrosswalkRange, wording: Wording) -> Row:
    words = wording.words
    side = "unknown" if row.is_one_sided is None else "same" if row.is_one_sided else "differs"
    return Row(
        (
            plain(_named(row.industry_code, row.industry_name)),
            plain(words.shown(row.observed_deviation, words.signed)),
            plain(words.shown(row.expert_deviation, words.signed)),
            plain(words.shown(row.equal_deviation, words.signed)),
            plain(words.shown(row.lowest_ratio, words.decimal)),
            plain(words.shown(row.highest_ratio, words.decimal)),
            wording.cell(f"crosswalks.{side}"),
        )
    )


def matched_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """Rates of matched work by employer's industry, and the classes of majors with the lowest; or why not."""
    heading, found = wording.heading("matched.heading"), context.observed
    classes = found.of("class") if found else ()
    if found is None or not classes:
        return [heading, wording.missing("matched.none")]
    blocks: list[Block] = [heading, Paragraph(wording.words.spans("matched.text"))]
    if industries := found.of("industry"):
        blocks.append(_table(wording, "industry", list(industries)))
    else:
        blocks.append(wording.missing("matched.no_industry"))
    told = sorted(
        (row for row in classes if row.matched_rate.value is not None),
        key=lambda row: (row.matched_rate.value or 0.0, row.scope_code),
    )
    return [*blocks, _table(wording, "class", told[:CLASSES_SHOWN])]


def _table(wording: Wording, scope: str, rows: list[MatchedRate]) -> Table:
    columns = (
        Column(wording.text(f"matched.{scope}"), width="fill"),
        *number_columns(wording, "matched.employed", "matched.matched", "matched.rate"),
    )
    words = wording.words
    cells = tuple(
        Row(
            (
                wording.cell("matched.no_employer")
                if row.scope_code == UNMAPPED
                else plain(_named(row.scope_code, row.scope_name)),
                plain(words.shown(exact(row.employed))),
                plain(words.shown(row.matched)),
                plain(words.shown(row.matched_rate, words.percent)),
            )
        )
        for row in rows
    )
    caption = wording.text(f"matched.{scope}_caption", year=str(rows[0].year) if rows else "")
    return Table(caption, columns, cells, f"matched-{scope}")


def _named(code: str, name: str | None) -> str:
    return code if name in (None, code) else f"{code} {name}"
