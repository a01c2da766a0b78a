"""设置相近: within one school, across the region, and which of the similar ones fail year after year."""

from __future__ import annotations

from reports.data.published import exact
from reports.document.blocks import Block, Column, Heading, Paragraph, Row, Spans, Table, plain
from reports.document.cells import number_columns, program_cell
from reports.document.wording import Wording
from reports.settings.context import Crowded, Following, SimilarPair

CROWDED_SHOWN = 15


def similar_section(following: Following, wording: Wording) -> list[Block]:
    """How many are similar or crowded at each level; the similar ones that fail; the most crowded majors."""
    blocks = similar_summary(following, wording)
    if not following.similar_counts:
        return blocks
    return [*blocks, *_failing(following, wording), *_crowded(following, wording)]


def similar_summary(following: Following, wording: Wording) -> list[Block]:
    """How many programs are similar or crowded at each level."""
    heading = wording.heading("similar.heading")
    if not following.similar_counts:
        return [heading, wording.missing("similar.none")]
    counts = following.similar_counts
    text = wording.words.spans(
        "similar.text",
        n=sum(count.similar_programs for count in counts),
        crowded=sum(count.crowded_programs for count in counts),
        failing=sum(count.failing_programs for count in counts),
    )
    return [heading, Paragraph(text), _count_table(following, wording)]


def _count_table(following: Following, wording: Wording) -> Table:
    names = ("similar_programs", "similar_schools", "crowded_programs", "failing_programs")
    rows = tuple(
        Row(
            (
                plain(wording.level(count.level)),
                *(plain(wording.words.integer(getattr(count, name))) for name in names),
            )
        )
        for count in following.similar_counts
    )
    columns = (
        Column(wording.text("table.level")),
        *number_columns(wording, *(f"similar.{name}" for name in names)),
    )
    note = wording.words.spans("similar.count_note")
    return Table(wording.text("similar.count_caption"), columns, rows, "similar-counts", note=note)


def _failing(following: Following, wording: Wording) -> list[Block]:
    heading = Heading(2, wording.text("similar.failing"), "similar-failing")
    pairs: dict[str, list[SimilarPair]] = {}
    for pair in following.similar:
        pairs.setdefault(pair.program_id, []).append(pair)
    if not pairs:
        return [heading, Paragraph(wording.words.spans("similar.none_failing"))]
    columns = (
        Column(wording.text("changes.program"), width="fill"),
        Column(wording.text("directory.card"), "center"),
        *number_columns(wording, "similar.years", "similar.rate", "matching.ratio"),
        Column(wording.text("similar.others"), width="part"),
    )
    rows = tuple(Row(_failing_cells(wording, own)) for own in pairs.values())
    note = wording.words.spans("similar.failing_note")
    caption = wording.text("similar.failing_caption")
    return [heading, Table(caption, columns, rows, "similar-failing-table", note=note, layout="records")]


def _failing_cells(wording: Wording, pairs: list[SimilarPair]) -> tuple[Spans, ...]:
    own = pairs[0]
    others = wording.words.listing(
        wording.text(
            "similar.other",
            major=pair.other_major_name or "",
            rate=wording.words.shown(pair.other_judged_rate, wording.words.percent),
        )
        for pair in pairs
    )
    return (
        program_cell(wording, own.institution_name or "", own.major_name or "", own.major_code, own.level),
        wording.badge(own.decided_card or "none"),
        plain(wording.words.shown(exact(own.years_counted))),
        plain(wording.words.shown(own.judged_rate, wording.words.percent)),
        plain(wording.words.shown(own.supply_demand_ratio, wording.words.decimal)),
        plain(others),
    )


def _crowded(following: Following, wording: Wording) -> list[Block]:
    heading = Heading(2, wording.text("similar.crowded"), "similar-crowded")
    if not following.crowded:
        return [heading, Paragraph(wording.words.spans("similar.none_crowded"))]
    shown = following.crowded[:CROWDED_SHOWN]
    columns = (
        Column(wording.text("public_list.major"), width="fill"),
        Column(wording.text("table.level")),
        *number_columns(wording, "public_list.sites", "similar.share", "matching.ratio"),
    )
    rows = tuple(Row(_crowded_cells(wording, row)) for row in shown)
    note = wording.words.spans("similar.crowded_note", n=len(shown), all=len(following.crowded))
    caption = wording.text("similar.crowded_caption")
    return [heading, Table(caption, columns, rows, "similar-crowded-table", note=note)]


def _crowded_cells(wording: Wording, row: Crowded) -> tuple[Spans, ...]:
    return (
        plain(f"{row.major_code} {row.major_name or ''}".strip()),
        plain(wording.level(row.level)),
        plain(wording.words.shown(exact(row.sites))),
        plain(wording.words.shown(exact(row.site_share), wording.words.percent)),
        plain(wording.words.shown(row.supply_demand_ratio, wording.words.decimal)),
    )
