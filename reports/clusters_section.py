"""Matching by the policy's industry clusters, beside the sections of the national classification."""

from __future__ import annotations

from dataclasses import replace

from reports.blocks import Block, Paragraph
from reports.matching_context import MatchingContext
from reports.matching_tables import industry_table
from reports.published import exact
from reports.wording import Wording


def clusters_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """Degree, graduates meant for no cluster, and the clusters one by one; says so where none was delivered."""
    heading = wording.heading("clusters.heading")
    clusters = context.clusters
    if clusters is None:
        return [heading, wording.missing("clusters.none")]
    told = replace(
        context, world=clusters.world, structures=clusters.structures, industries=clusters.industries
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
    return [heading, Paragraph(text), table]
