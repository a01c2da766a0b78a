"""Matching by the policy's industry clusters, beside the sections of the national classification."""

from __future__ import annotations

from dataclasses import replace

from reports.document.blocks import Block, Chart, Paragraph
from reports.matching.charts import deviation_ladder
from reports.matching.context import MatchingContext
from reports.matching_heat import deviation_heat
from reports.matching.tables import industry_table
from reports.data.published import exact
from reports.document.wording import Wording


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
