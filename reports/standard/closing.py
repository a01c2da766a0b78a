"""Sections that close every report: quality of the data, marks, sources."""

from __future__ import annotations

from reports.data.release import CheckOutcome, Source
from reports.document.blocks import Block, Note, Paragraph, Span, Spans, Table, joined, plain
from reports.document.fields import Field, number, table_of
from reports.document.page import METHOD
from reports.document.wording import Wording

OF_FEW_PAGES = ("institution", "industry")


def statements_section(wording: Wording, name: str) -> list[Block]:
    """What the marks mean, and the four statements of a document; method and limits are its own."""
    space = "" if wording.words.code == "zh" else " "
    marks = marks_line(wording) if name in OF_FEW_PAGES else marks_table(wording)
    return [
        wording.heading("statement.heading"),
        marks,
        Paragraph(joined((wording.words.spans(f"statement.method.{name}"), see_method(wording)), space)),
        *quality_statement(wording),
        Paragraph(wording.words.spans(f"statement.limits.{name}")),
        *revision_statement(wording),
    ]


def see_method(wording: Wording) -> Spans:
    """Where each measure is defined: a page of the site, on paper its title."""
    page = (Span(wording.text("measures.title"), "page", f"{METHOD}.html"),)
    return wording.words.spans("measures.see", page=page)


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


def series_break_notes(wording: Wording) -> list[Block]:
    """The years from which the employment rate is counted by other rules; nothing where there are none."""
    breaks = wording.shared.series_breaks
    if not breaks:
        return []
    years = joined((plain(str(year)) for year in breaks), wording.text("list.separator"))
    return [
        Note("caution", wording.text("method.break_title"), wording.words.spans("method.break", years=years))
    ]


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
    blocks.append(Paragraph(wording.words.spans("quality.text", read=read, refused=refused)))
    blocks += unread_files(wording)
    blocks.append(Paragraph(checks_text(wording)))
    return [*blocks, Paragraph(wording.words.spans("quality.pointer"))]


def unread_files(wording: Wording) -> list[Block]:
    """Files that were refused as a whole."""
    unread = wording.shared.quality.unread_files
    if not unread:
        return []
    files = wording.words.listing(dict.fromkeys(item.file for item in unread))
    title = wording.text("quality.unread_title")
    return [Note("caution", title, wording.words.spans("quality.unread", n=len(unread), files=files))]


def checks_text(wording: Wording) -> Spans:
    """How many checks ran, and which found something."""
    checks = wording.shared.quality.checks
    failed = [check for check in checks if check.failures]
    if not checks:
        return wording.words.spans("quality.no_checks")
    if not failed:
        return wording.words.spans("quality.checks_healthy", n=len(checks))
    names = joined((_check(wording, check) for check in failed), wording.text("list.separator"))
    return wording.words.spans("quality.checks_failed", n=len(checks), failed=len(failed), names=names)


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
    note = wording.words.spans("marks.note", base=wording.disclosure.rounding_base)
    return table_of(wording, wording.text("marks.caption"), fields, STATUSES, "marks", note)


def marks_line(wording: Wording) -> Paragraph:
    """The marks in one paragraph, for a document of few pages."""
    marks = joined(((Span(f"[{status}] "), *_meaning(wording, status)) for status in STATUSES), " ")
    return Paragraph(wording.words.spans("marks.line", marks=marks, base=wording.disclosure.rounding_base))


def _meaning(wording: Wording, status: str) -> Spans:
    limits = wording.disclosure
    values = {"cohort": limits.min_cohort, "part": limits.min_part, "base": limits.rounding_base}
    return wording.words.spans(f"status.{status}", **values)


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
        Field(
            "sources.accessed",
            lambda row: wording.words.date(row.accessed) if row.accessed else wording.text("sources.no_date"),
        ),
        number("sources.files", lambda row: wording.count(row.files)),
    )
    caption = wording.text("sources.caption")
    return [heading, table_of(wording, caption, fields, sources, "sources-table", layout="records")]


def _title(wording: Wording, source: Source) -> Spans:
    """The newest title, how many more there are, whether it alone is invented, and the address under it."""
    is_mixed = any(not other.is_synthetic for other in wording.shared.sources)
    title = plain(source.title or wording.text("sources.untitled"))
    if source.titles > 1:
        title = (*title, Span(wording.text("sources.more", n=source.titles)))
    if source.is_synthetic and is_mixed:
        title = (*title, Span(wording.text("sources.synthetic"), "quiet"))
    return _with_address(title, source.url)


def _with_address(title: Spans, url: str | None) -> Spans:
    """The title with its address under it; only web addresses become links."""
    if not url:
        return title
    is_web = url.startswith(("https://", "http://"))
    return (*title, Span("", "break"), Span(url, "link" if is_web else "quiet", url if is_web else ""))
