"""What every document says of itself: its method, the quality of its data, its limits, and how it is revised."""

from __future__ import annotations

from reports.document.blocks import Block, Paragraph
from reports.standard.closing import marks_line, marks_table
from reports.document.wording import Wording

OF_FEW_PAGES = ("institution", "industry")


def statements_section(wording: Wording, name: str) -> list[Block]:
    """What the marks mean, and the four statements of a document; method and limits are its own."""
    marks = marks_line(wording) if name in OF_FEW_PAGES else marks_table(wording)
    return [
        wording.heading("statement.heading"),
        marks,
        Paragraph(wording.words.spans(f"statement.method.{name}")),
        *quality_statement(wording),
        Paragraph(wording.words.spans(f"statement.limits.{name}")),
        *revision_statement(wording),
    ]


def quality_statement(wording: Wording) -> list[Block]:
    """Files, rows and checks in one sentence, and where to read on."""
    quality = wording.shared.quality
    if not quality.accounting:
        return [wording.missing("quality.nothing_read")]
    text = wording.words.spans(
        "statement.quality",
        files=sum(row.files for row in quality.accounting),
        read=sum(row.rows_read for row in quality.accounting),
        refused=sum(row.refused for row in quality.accounting),
        checks=len(quality.checks),
        warned=sum(check.failures > 0 for check in quality.checks),
    )
    return [Paragraph(text)]


def revision_statement(wording: Wording) -> list[Block]:
    return [Paragraph(wording.words.spans("statement.revision"))]
