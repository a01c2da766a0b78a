"""设置相近: within one school, across the region, and which of the similar ones fail year after year."""

from __future__ import annotations

from reports.data.settings.following import Crowded, Following, SimilarCount, SimilarPair
from reports.document.blocks import Block, Heading, Paragraph, Table
from reports.document.cells import program_field
from reports.document.fields import Field, number, table_of
from reports.document.wording import Wording

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
    fields: tuple[Field[SimilarCount], ...] = (
        Field("table.level", lambda row: wording.level(row.level)),
        number("similar.similar_programs", lambda row: wording.count(row.similar_programs)),
        number("similar.similar_schools", lambda row: wording.count(row.similar_schools)),
        number("similar.crowded_programs", lambda row: wording.count(row.crowded_programs)),
        number("similar.failing_programs", lambda row: wording.count(row.failing_programs)),
    )
    caption, note = wording.text("similar.count_caption"), wording.words.spans("similar.count_note")
    return table_of(wording, caption, fields, following.similar_counts, "similar-counts", note)


def _failing(following: Following, wording: Wording) -> list[Block]:
    heading = Heading(2, wording.text("similar.failing"), "similar-failing")
    pairs: dict[str, list[SimilarPair]] = {}
    for pair in following.similar:
        pairs.setdefault(pair.program_id, []).append(pair)
    if not pairs:
        return [heading, Paragraph(wording.words.spans("similar.none_failing"))]
    fields: tuple[Field[SimilarPair], ...] = (
        program_field(wording, "changes.program"),
        Field("directory.card", lambda own: wording.badge(own.decided_card or "none"), "center"),
        number("similar.years", lambda own: wording.count(own.years_counted)),
        number("similar.rate", lambda own: wording.share(own.judged_rate)),
        number("matching.ratio", lambda own: wording.decimal(own.supply_demand_ratio)),
        Field("similar.others", lambda own: _others(wording, pairs[own.program_id]), width="part"),
    )
    caption, note = wording.text("similar.failing_caption"), wording.words.spans("similar.failing_note")
    first_pairs = [own[0] for own in pairs.values()]
    table = table_of(wording, caption, fields, first_pairs, "similar-failing-table", note, "records")
    return [heading, table]


def _others(wording: Wording, pairs: list[SimilarPair]) -> str:
    """The programs of the school that one is set up like, each with its rate."""
    return wording.words.listing(
        wording.text(
            "similar.other",
            major=pair.other_major_name or "",
            rate=wording.words.shown(pair.other_judged_rate, wording.words.percent),
        )
        for pair in pairs
    )


def _crowded(following: Following, wording: Wording) -> list[Block]:
    heading = Heading(2, wording.text("similar.crowded"), "similar-crowded")
    if not following.crowded:
        return [heading, Paragraph(wording.words.spans("similar.none_crowded"))]
    shown = following.crowded[:CROWDED_SHOWN]
    fields: tuple[Field[Crowded], ...] = (
        Field(
            "public_list.major", lambda row: f"{row.major_code} {row.major_name or ''}".strip(), width="fill"
        ),
        Field("table.level", lambda row: wording.level(row.level)),
        number("public_list.sites", lambda row: wording.count(row.sites)),
        number("similar.share", lambda row: wording.share(row.site_share)),
        number("matching.ratio", lambda row: wording.decimal(row.supply_demand_ratio)),
    )
    note = wording.words.spans("similar.crowded_note", n=len(shown), all=len(following.crowded))
    caption = wording.text("similar.crowded_caption")
    return [heading, table_of(wording, caption, fields, shown, "similar-crowded-table", note)]
