"""What changed since the release before: the section of the reports."""

from __future__ import annotations

from reports.data.comparison import ChangeCount, ChangedCard, ComparisonContext, DeliveryChange, Evidence
from reports.document.blocks import Block, Paragraph, Spans
from reports.document.cells import program_field
from reports.document.fields import Field, number, table_of
from reports.document.language import Language
from reports.document.wording import Wording

POLICY = "policy."


def shown_by(words: Language, evidence: Evidence) -> str:
    """Where the nearest evidence of a cause is found: 改报 employment/2025届.xlsx 第 32 行."""
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
    fields: tuple[Field[DeliveryChange], ...] = (
        Field(
            "comparison.delivery_change",
            lambda item: wording.text(f"comparison.delivery.{item.delivery_change}"),
        ),
        Field("comparison.feed", lambda item: wording.text(f"feed.{item.feed}")),
        Field("comparison.file", lambda item: item.file, width="fill"),
        Field(
            "comparison.delivered_on",
            lambda item: wording.words.date(item.delivered_on) if item.delivered_on else "[z]",
        ),
    )
    caption = wording.text("comparison.deliveries")
    return [table_of(wording, caption, fields, context.deliveries, "comparison-deliveries")]


def _causes(context: ComparisonContext, wording: Wording) -> list[Block]:
    if not context.counts:
        return []
    fields: tuple[Field[ChangeCount], ...] = (
        Field(
            "comparison.cause_column", lambda row: wording.text(f"comparison.cause.{row.cause}"), width="fill"
        ),
        Field("comparison.kind_column", lambda row: wording.text(f"comparison.kind.{row.change_kind}")),
        number("comparison.verdicts", lambda row: wording.count(row.verdicts)),
        number("comparison.of_latest_year", lambda row: wording.count(row.of_latest_year)),
    )
    return [table_of(wording, wording.text("comparison.causes"), fields, context.counts, "comparison-causes")]


def _cards(context: ComparisonContext, wording: Wording) -> list[Block]:
    if not context.cards:
        return []

    def badge(card: str | None) -> Spans:
        return wording.badge(card) if card else wording.cell("comparison.absent")

    fields: tuple[Field[ChangedCard], ...] = (
        program_field(wording),
        Field("comparison.before", lambda row: badge(_moved(row)[0]), "center"),
        Field("comparison.now", lambda row: badge(_moved(row)[1]), "center"),
        Field("comparison.cause_column", lambda row: cause_of(wording.words, row.cause, row.nature)),
        Field("comparison.shown_by", lambda row: shown_by(wording.words, row), width="part"),
    )
    caption = wording.text("comparison.cards")
    return [table_of(wording, caption, fields, context.cards, "comparison-cards", layout="records")]


def _moved(card: ChangedCard) -> tuple[str | None, str | None]:
    """The computed cards before and now; the decided ones where only they moved."""
    if card.card_before == card.card:
        return card.decided_card_before, card.decided_card
    return card.card_before, card.card
