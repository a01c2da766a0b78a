"""What changed since the release before: the section of the reports."""

from __future__ import annotations

from reports.data.comparison import ChangedCard, ComparisonContext, Evidence
from reports.document.blocks import Block, Column, Paragraph, Row, Table, plain
from reports.document.cells import number_columns, program_cell
from reports.document.language import Language
from reports.document.wording import Wording

POLICY = "policy."


def shown_by(words: Language, evidence: Evidence) -> str:
    """Where the nearest evidence of a cause stands: 改报 employment/2025届.xlsx 第 32 行."""
    what = words.text(f"comparison.happened.{evidence.happened}")
    if evidence.document_number:
        return f"{what} {evidence.document_number}"
    if evidence.file:
        if evidence.row is None:
            return f"{what} {evidence.file}"
        return words.text("comparison.place", what=what, file=evidence.file, row=str(evidence.row))
    if evidence.feed == "code":
        return words.text("comparison.code")
    return _value_of_policy(words, what, evidence)


def cause_of(words: Language, cause: str | None, nature: str | None) -> str:
    """The cause with what kind of change it is: 数据改报（修订）."""
    if cause is None:
        return words.text("comparison.no_cause")
    named = words.text(f"comparison.cause.{cause}")
    return words.text(
        "comparison.cause_nature", cause=named, nature=words.text(f"comparison.nature.{nature}")
    )


def _value_of_policy(words: Language, what: str, evidence: Evidence) -> str:
    """改报 标准线 low_employment associate 2011-11-10 6000 → 6200: a lone value needs no name of a column."""
    moved = [
        f"{before} → {after}" if column == "value" else f"{column} {before} → {after}"
        for column, before, after in evidence.values()
    ]
    rule = words.text(f"comparison.rule.{(evidence.feed or '').removeprefix(POLICY)}")
    return " ".join(filter(None, (what, rule, evidence.item, words.listing(moved))))


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
