"""Sections of every report: quality of the data, marks, sources, and what changed since the release before."""

from __future__ import annotations

from reports.data.release import (
    ChangeCount,
    ChangedCard,
    CheckOutcome,
    ComparisonContext,
    DeliveryChange,
    Evidence,
    Source,
)
from reports.document.blocks import Block, Note, Paragraph, Span, Spans, Table, joined, plain
from reports.document.document import METHOD
from reports.document.fields import Field, number, program_field, table_of
from reports.document.language import Language
from reports.document.wording import Wording

OF_FEW_PAGES = ("institution", "industry")


def statements_section(wording: Wording, name: str) -> list[Block]:
    """What the marks mean, and the four statements of a document; method and limits are its own."""
    space = "" if wording.words.code == "zh" else " "
    marks = marks_line(wording) if name in OF_FEW_PAGES else marks_table(wording)
    return [
        wording.heading("statement.heading"),
        marks,
        Paragraph(joined((wording.spans(f"statement.method.{name}"), see_method(wording)), space)),
        *telling_line_notes(wording),
        *quality_statement(wording),
        wording.paragraph(f"statement.limits.{name}"),
        *revision_statement(wording),
    ]


def see_method(wording: Wording) -> Spans:
    """Where each measure is defined: a page of the site, on paper its title."""
    page = (Span(wording.text("measures.title"), "page", f"{METHOD}.html"),)
    return wording.spans("measures.see", page=page)


def quality_statement(wording: Wording) -> list[Block]:
    """Files, rows and checks in one sentence, and where to read on."""
    quality = wording.shared.quality
    if not quality.accounting:
        return [wording.missing("quality.nothing_read")]
    text = wording.spans(
        "statement.quality",
        files=sum(row.files for row in quality.accounting),
        read=sum(row.rows_read for row in quality.accounting),
        refused=sum(row.refused for row in quality.accounting),
        checks=len(quality.checks),
        warned=sum(check.failures > 0 for check in quality.checks),
    )
    return [Paragraph(text)]


def revision_statement(wording: Wording) -> list[Block]:
    return [wording.paragraph("statement.revision")]


def series_break_notes(wording: Wording) -> list[Block]:
    """The years from which the employment rate is counted by other rules; nothing where there are none."""
    breaks = wording.shared.series_breaks
    if not breaks:
        return []
    years = joined((plain(str(year)) for year in breaks), wording.text("list.separator"))
    return [wording.note("caution", "method.break_title", "method.break", years=years)]


def telling_line_notes(wording: Wording) -> list[Block]:
    """That verdicts beside some lines tell small parts, which the policy accepts; nothing where it has none."""
    lines = wording.shared.telling_lines
    if not lines:
        return []
    names = dict.fromkeys(wording.either(line.title_zh, line.title_en) for line in lines)
    why = dict.fromkeys(line.clause_title for line in lines)
    text = wording.spans(
        "method.telling_lines",
        names=wording.words.listing(names, have_commas=True),
        why=wording.words.listing(why, have_commas=True),
    )
    return [Note("caution", wording.text("method.telling_title"), text)]


STATUSES = ("c", "low", "z", "x", "r", "p", "b")


def quality_section(wording: Wording) -> list[Block]:
    """In short: rows read and refused, unread files, checks, and where every file is accounted for."""
    quality = wording.shared.quality
    blocks: list[Block] = [wording.heading("quality.heading")]
    if not quality.accounting:
        return [*blocks, wording.missing("quality.nothing_read")]
    read, refused = (
        sum(getattr(row, name) for row in quality.accounting) for name in ("rows_read", "refused")
    )
    blocks.append(wording.paragraph("quality.text", read=read, refused=refused))
    blocks += unread_files(wording)
    blocks.append(Paragraph(checks_text(wording)))
    return [*blocks, wording.paragraph("quality.pointer")]


def unread_files(wording: Wording) -> list[Block]:
    """Files that were refused as a whole."""
    unread = wording.shared.quality.unread_files
    if not unread:
        return []
    files = wording.words.listing(dict.fromkeys(unread))
    title = wording.text("quality.unread_title")
    return [Note("caution", title, wording.spans("quality.unread", n=len(unread), files=files))]


def checks_text(wording: Wording) -> Spans:
    """How many checks ran, and which found something."""
    checks = wording.shared.quality.checks
    failed = [check for check in checks if check.failures]
    if not checks:
        return wording.spans("quality.no_checks")
    if not failed:
        return wording.spans("quality.checks_healthy", n=len(checks))
    names = joined((_check(wording, check) for check in failed), wording.text("list.separator"))
    return wording.spans("quality.checks_failed", n=len(checks), failed=len(failed), names=names)


def _check(wording: Wording, check: CheckOutcome) -> Spans:
    """What should hold, in words; a check of a key by its name."""
    title = wording.either(check.title_zh, check.title_en)
    return (Span(f"“{title}”"),) if title else (Span(check.check_name, "code"),)


def marks_table(wording: Wording) -> Table:
    """What the status marks in place of, or beside, a number mean."""
    fields: tuple[Field[str], ...] = (
        Field("marks.mark", lambda status: (Span(f"[{status}]", "code"),)),
        Field("marks.meaning", lambda status: _meaning(wording, status), width="fill"),
    )
    return table_of(wording, "marks.caption", fields, STATUSES, "marks", "marks.note")


def marks_line(wording: Wording) -> Paragraph:
    """The marks in one paragraph, for a document of few pages."""
    marks = joined(((Span(f"[{status}] "), *_meaning(wording, status)) for status in STATUSES), " ")
    line = (wording.spans("marks.line", marks=marks), wording.spans("marks.note"))
    return Paragraph(wording.words.sentences(line))


def _meaning(wording: Wording, status: str) -> Spans:
    return wording.spans(f"status.{status}", **wording.disclosure.words)


def sources_section(wording: Wording) -> list[Block]:
    """Where the data came from."""
    heading, sources = wording.heading("sources.heading"), wording.shared.sources
    if not sources:
        return [heading, wording.missing("sources.none")]
    fields: tuple[Field[Source], ...] = (
        Field(
            "sources.publisher", lambda row: row.publisher or wording.text("sources.unnamed"), width="part"
        ),
        Field("sources.title", lambda row: _title(wording, row), width="fill"),
        Field("sources.licence", lambda row: row.licence or wording.text("sources.no_licence"), width="part"),
        Field("sources.accessed", lambda row: wording.day(row.accessed, "sources.no_date")),
        number("sources.files", lambda row: wording.count(row.files)),
    )
    return [heading, table_of(wording, "sources.caption", fields, sources, "sources-table", layout="records")]


def _title(wording: Wording, source: Source) -> Spans:
    """The newest title, how many more there are, whether it alone is invented, and the address under it."""
    is_mixed = any(not other.is_synthetic for other in wording.shared.sources)
    title = plain(source.title or wording.text("sources.untitled"))
    if source.titles > 1:
        title = (*title, Span(wording.text("sources.more", n=source.titles)))
    if source.is_synthetic and is_mixed:
        title = (*title, Span(wording.text("sources.synthetic"), "quiet"))
    if not source.url:
        return title
    return (*title, Span("", "break"), Span(source.url, "link" if source.link else "quiet", source.link))


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
        return [heading, wording.paragraph("comparison.first")]
    if previous.not_compared:
        return [heading, wording.missing("comparison.not_compared", release=previous.previous_release_id)]
    text = wording.spans(
        "comparison.text",
        release=previous.previous_release_id,
        date=wording.day(previous.previous_as_of),
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
        return [heading, wording.paragraph("comparison.first")]
    text = wording.spans(
        "comparison.files", release=previous.previous_release_id, files=len(context.deliveries)
    )
    return [heading, Paragraph(text), *_deliveries(context, wording)]


def _deliveries(context: ComparisonContext, wording: Wording) -> list[Block]:
    if not context.deliveries:
        return []
    fields: tuple[Field[DeliveryChange], ...] = (
        Field(
            "comparison.delivery_change",
            lambda row: wording.text(f"comparison.delivery.{row.delivery_change}"),
        ),
        Field("comparison.feed", lambda item: wording.text(f"feed.{item.feed}")),
        Field("comparison.file", lambda item: item.file, width="fill"),
        Field("comparison.delivered_on", lambda item: wording.day(item.delivered_on) or "[z]"),
    )
    return [table_of(wording, "comparison.deliveries", fields, context.deliveries, "comparison-deliveries")]


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
    return [table_of(wording, "comparison.causes", fields, context.counts, "comparison-causes")]


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
    caption = wording.cell("comparison.cards")
    return [table_of(wording, caption, fields, context.cards, "comparison-cards", layout="records")]


def _moved(card: ChangedCard) -> tuple[str | None, str | None]:
    """The card before and now: the computed ones, or the decided ones if only those differ."""
    if card.card_before == card.card:
        return card.decided_card_before, card.decided_card
    return card.card_before, card.card
