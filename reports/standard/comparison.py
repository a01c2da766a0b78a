"""What changed since the release before: the section of the reports."""

from __future__ import annotations

from reports.document.blocks import Block, Column, Paragraph, Row, Table, plain
from reports.data.comparison import ChangedCard, ComparisonContext
from reports.comparison_words import cause_of, shown_by
from reports.standard.closing import number_columns
from reports.warning.lists import program_cell
from reports.document.wording import Wording


def comparison_section(context: ComparisonContext, wording: Wording) -> list[Block]:
    """Since the last publication: files, causes, and each program whose card moved."""
    heading = wording.heading("comparison.heading")
    previous = context.comparison
    if previous is None:
        return [heading, Paragraph(wording.words.spans("comparison.first"))]
    if previous.not_compared:
        return [heading, wording.missing("comparison.not_compared", release=previous.previous_release_id)]
    text = wording.words.spans(
        "comparison.text",
        release=previous.previous_release_id,
        date=wording.words.date(previous.previous_as_of) if previous.previous_as_of else "",
        files=len(context.deliveries),
        verdicts=sum(count.verdicts for count in context.counts),
        cards=len(context.cards),
    )
    return [
        heading,
        Paragraph(text),
        *_deliveries(context, wording),
        *_causes(context, wording),
        *_cards(context, wording),
    ]


def deliveries_section(context: ComparisonContext, wording: Wording) -> list[Block]:
    """Since the last publication, as far as a report without verdicts can say: the files its figures rest on."""
    heading, previous = wording.heading("comparison.heading"), context.comparison
    if previous is None:
        return [heading, Paragraph(wording.words.spans("comparison.first"))]
    text = wording.words.spans(
        "comparison.files", release=previous.previous_release_id, files=len(context.deliveries)
    )
    return [heading, Paragraph(text), *_deliveries(context, wording)]


def _deliveries(context: ComparisonContext, wording: Wording) -> list[Block]:
    if not context.deliveries:
        return []
    columns = (
        wording.column("comparison.delivery_change"),
        wording.column("comparison.feed"),
        wording.column("comparison.file", width="fill"),
        wording.column("comparison.delivered_on"),
    )
    rows = tuple(
        Row(
            (
                wording.cell(f"comparison.delivery.{item.delivery_change}"),
                wording.cell(f"feed.{item.feed}"),
                plain(item.file),
                plain(wording.words.date(item.delivered_on) if item.delivered_on else "[z]"),
            )
        )
        for item in context.deliveries
    )
    return [Table(wording.text("comparison.deliveries"), columns, rows, "comparison-deliveries")]


def _causes(context: ComparisonContext, wording: Wording) -> list[Block]:
    if not context.counts:
        return []
    columns = (
        wording.column("comparison.cause_column", width="fill"),
        wording.column("comparison.kind_column"),
        *number_columns(wording, "comparison.verdicts", "comparison.of_latest_year"),
    )
    rows = tuple(
        Row(
            (
                wording.cell(f"comparison.cause.{count.cause}"),
                wording.cell(f"comparison.kind.{count.change_kind}"),
                plain(wording.words.integer(count.verdicts)),
                plain(wording.words.integer(count.of_latest_year)),
            )
        )
        for count in context.counts
    )
    return [Table(wording.text("comparison.causes"), columns, rows, "comparison-causes")]


def _cards(context: ComparisonContext, wording: Wording) -> list[Block]:
    if not context.cards:
        return []
    columns = (
        Column(wording.text("lists.program"), width="fill"),
        wording.column("comparison.before", "center"),
        wording.column("comparison.now", "center"),
        wording.column("comparison.cause_column"),
        wording.column("comparison.shown_by", width="part"),
    )
    rows = tuple(_card(wording, card) for card in context.cards)
    return [Table(wording.text("comparison.cards"), columns, rows, "comparison-cards", layout="records")]


def _card(wording: Wording, card: ChangedCard) -> Row:
    """The computed cards; the decided ones where only they moved."""
    before, now = card.card_before, card.card
    if before == now:
        before, now = card.decided_card_before, card.decided_card
    absent = wording.cell("comparison.absent")
    return Row(
        (
            program_cell(wording, card.institution_name, card.major_name, card.major_code, card.level),
            wording.badge(before) if before else absent,
            wording.badge(now) if now else absent,
            plain(cause_of(wording.words, card.cause, card.nature)),
            plain(shown_by(wording.words, card)),
        )
    )
