"""数据质量报告: every file accounted for, refusals, restatements, freshness, checks, gaps, what changed."""

from __future__ import annotations

from reports.document.blocks import Block, Document, Figure, Figures, Paragraph
from reports.document.document import document
from reports.document.language import Language
from reports.document.wording import Wording
from reports.quality.context import QualityContext
from reports.quality.tables import (
    check_table,
    coverage_table,
    feed_table,
    file_table,
    freshness_table,
    missing_by_year,
    refusal_table,
    refused_files,
    revised_files,
)
from reports.standard.closing import checks_text, sources_section, statements_section, unread_files
from reports.standard.comparison import comparison_section
from reports.warning.rules import series_break_notes

NAME = "quality"


def write_quality(context: QualityContext, language: Language) -> Document:
    """The report in one language."""
    wording = Wording(language, context.shared)
    blocks: list[Block] = [
        *_summary(wording),
        *_files(context, wording),
        *_refusals(context, wording),
        *_revisions(context, wording),
        *_freshness(context, wording),
        *_checks(wording),
        *_coverage(context, wording),
        wording.heading("quality.breaks_heading"),
        *(series_break_notes(wording) or [Paragraph(wording.words.spans("quality.no_break"))]),
        *comparison_section(context.shared.comparison, wording),
        *sources_section(wording),
        *statements_section(wording, NAME),
    ]
    return document(wording, NAME, context.shared.run.as_of.year, headline(wording), blocks)


def headline(wording: Wording) -> Figures:
    """Files, rows read and refused, and checks."""
    quality, words = wording.shared.quality, wording.words
    if not quality.accounting:
        return Figures((Figure(wording.text("quality.files"), words.integer(0)),))
    read, refused = _sum(wording, "rows_read"), _sum(wording, "refused")
    found = sum(check.failures > 0 for check in quality.checks)
    share = words.percent(refused / read, 2) if read else "[z]"
    return Figures(
        (
            Figure(
                wording.text("quality.files"),
                words.integer(_sum(wording, "files")),
                wording.text("quality.unit_files"),
            ),
            Figure(wording.text("quality.rows_read"), words.integer(read), wording.text("quality.unit_rows")),
            Figure(
                wording.text("quality.rows_refused"),
                words.integer(refused),
                wording.text("quality.unit_rows"),
                wording.text("quality.of_read", share=share),
            ),
            Figure(
                wording.text("quality.checks"),
                words.integer(len(quality.checks)),
                wording.text("quality.unit_checks"),
                wording.text("quality.with_findings", n=found),
            ),
        )
    )


def _sum(wording: Wording, field: str) -> int:
    return sum(getattr(row, field) for row in wording.shared.quality.accounting)


def _summary(wording: Wording) -> list[Block]:
    heading = wording.heading("summary.heading")
    if not wording.shared.quality.accounting:
        return [heading, wording.missing("quality.nothing_read")]
    names = ("files", "loaded", "refused", "superseded", "duplicate")
    read = _sum(wording, "rows_read")
    share = wording.words.percent(_sum(wording, "loaded") / read, 2) if read else "[z]"
    text = wording.words.spans(
        "quality.summary", read=read, share=share, **{name: _sum(wording, name) for name in names}
    )
    return [heading, Paragraph(text), headline(wording), feed_table(wording)]


def _files(context: QualityContext, wording: Wording) -> list[Block]:
    heading = wording.heading("quality.by_file")
    if not context.files:
        return [heading, wording.missing("quality.nothing_read")]
    text = Paragraph(wording.words.spans("quality.by_file_text"))
    return [heading, text, file_table(context.files, wording), *unread_files(wording)]


def _refusals(context: QualityContext, wording: Wording) -> list[Block]:
    heading = wording.heading("quality.refused_heading")
    if not wording.shared.quality.refusals:
        return [heading, Paragraph(wording.words.spans("quality.none_refused"))]
    files = [file for file in context.files if file.refused]
    return [heading, refusal_table(wording), *([refused_files(files, wording)] if files else [])]


def _revisions(context: QualityContext, wording: Wording) -> list[Block]:
    counts = {name: _sum(wording, name) for name in ("superseded", "duplicate")}
    files = [file for file in context.files if file.superseded or file.duplicate]
    return [
        wording.heading("quality.revised_heading"),
        Paragraph(wording.words.spans("quality.revised_text", **counts)),
        *([revised_files(files, wording)] if files else []),
    ]


def _freshness(context: QualityContext, wording: Wording) -> list[Block]:
    heading = wording.heading("quality.fresh_heading")
    if not context.freshness:
        return [heading, wording.missing("quality.nothing_read")]
    text = Paragraph(wording.words.spans("quality.fresh_text"))
    return [heading, text, freshness_table(context, wording)]


def _checks(wording: Wording) -> list[Block]:
    blocks: list[Block] = [wording.heading("quality.checks_heading"), Paragraph(checks_text(wording))]
    return [*blocks, check_table(wording)] if wording.shared.quality.checks else blocks


def _coverage(context: QualityContext, wording: Wording) -> list[Block]:
    heading, latest = wording.heading("quality.coverage_heading"), context.latest()
    if not latest:
        return [heading, Paragraph(wording.words.spans("quality.no_coverage"))]
    due, missing = (sum(getattr(row, name) for row in latest) for name in ("due", "missing"))
    text = wording.words.spans(
        "quality.coverage_text",
        year=str(latest[0].year),
        due=due,
        delivered=sum(row.delivered for row in latest),
        missing=missing,
        share=wording.words.percent(missing / due),
    )
    return [heading, Paragraph(text), coverage_table(context, wording), missing_by_year(context, wording)]
