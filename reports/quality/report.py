"""数据质量报告: every file accounted for, refusals, restatements, freshness, checks, gaps, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.data.published import NOT_APPLICABLE
from reports.data.query import Warehouse
from reports.data.release import Accounting, CheckOutcome, Refusal, Shared
from reports.document.blocks import Block, Document, Figures, Paragraph, Row, Span, Spans, Table
from reports.document.document import document
from reports.document.fields import Field, headed_each, number, table_of, total_of
from reports.document.language import Language
from reports.document.wording import Wording
from reports.standard.sections import (
    checks_text,
    comparison_section,
    series_break_notes,
    sources_section,
    statements_section,
    unread_files,
)

NAME = "quality"
Cohorts = tuple[str, Sequence["Coverage"]]  # the name of a level, or of the total, and its programs


@dataclass(frozen=True)
class File:
    """A delivered file; without counts where it could not be read at all."""

    file: str
    delivered_on: date | None
    rows_read: int | None
    loaded: int | None
    refused: int | None
    duplicate: int | None
    superseded: int | None
    total_rows: int | None
    furniture_rows: int | None
    problems: int


@dataclass(frozen=True)
class Freshness:
    """`fresh_days` is None for a feed that may be of any age."""

    feed: str
    files: int
    newest_on: date | None
    age_days: int | None
    fresh_days: float | None


@dataclass(frozen=True)
class Coverage:
    """Programs of one level in one cohort year, and what came of them."""

    year: int
    level: str
    due: int
    delivered: int
    missing: int
    with_rate: int
    withheld: int


@dataclass(frozen=True)
class QualityContext:
    shared: Shared
    files: tuple[File, ...]
    freshness: tuple[Freshness, ...]
    coverage: tuple[Coverage, ...]

    def latest(self) -> tuple[Coverage, ...]:
        """Each level of the newest cohort year."""
        year = self.coverage[-1].year if self.coverage else None
        return tuple(row for row in self.coverage if row.year == year)


def load_quality(warehouse: Warehouse, shared: Shared) -> QualityContext:
    return QualityContext(
        shared=shared,
        files=warehouse.rows("quality/file", File),
        freshness=warehouse.rows("quality/freshness", Freshness),
        coverage=warehouse.rows("quality/coverage", Coverage),
    )


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
        *(series_break_notes(wording) or [wording.paragraph("quality.no_break")]),
        *comparison_section(context.shared.comparison, wording),
        *sources_section(wording),
        *statements_section(wording, NAME),
    ]
    return document(wording, NAME, context.shared.run.as_of.year, headline(wording), blocks)


def headline(wording: Wording) -> Figures:
    """Files, rows read and refused, and checks."""
    quality, words = wording.shared.quality, wording.words
    if not quality.accounting:
        return Figures((wording.figure("quality.files", words.integer(0)),))
    read, refused = _sum(wording, "rows_read"), _sum(wording, "refused")
    found = sum(check.failures > 0 for check in quality.checks)
    share = words.percent(refused / read, 2) if read else "[z]"
    return Figures(
        (
            wording.figure("quality.files", words.integer(_sum(wording, "files")), "quality.unit_files"),
            wording.figure("quality.rows_read", words.integer(read), "quality.unit_rows"),
            wording.figure(
                "quality.rows_refused",
                words.integer(refused),
                "quality.unit_rows",
                wording.text("quality.of_read", share=share),
            ),
            wording.figure(
                "quality.checks",
                words.integer(len(quality.checks)),
                "quality.unit_checks",
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
    text = wording.spans(
        "quality.summary", read=read, share=share, **{name: _sum(wording, name) for name in names}
    )
    return [heading, Paragraph(text), headline(wording), _feed_table(wording)]


def _files(context: QualityContext, wording: Wording) -> list[Block]:
    heading = wording.heading("quality.by_file")
    if not context.files:
        return [heading, wording.missing("quality.nothing_read")]
    text = wording.paragraph("quality.by_file_text")
    return [heading, text, _file_table(context.files, wording), *unread_files(wording)]


def _refusals(context: QualityContext, wording: Wording) -> list[Block]:
    heading = wording.heading("quality.refused_heading")
    if not wording.shared.quality.refusals:
        return [heading, wording.paragraph("quality.none_refused")]
    files = [file for file in context.files if file.refused]
    return [heading, _refusal_table(wording), *([_refused_files(files, wording)] if files else [])]


def _revisions(context: QualityContext, wording: Wording) -> list[Block]:
    counts = {name: _sum(wording, name) for name in ("superseded", "duplicate")}
    files = [file for file in context.files if file.superseded or file.duplicate]
    return [
        wording.heading("quality.revised_heading"),
        wording.paragraph("quality.revised_text", **counts),
        *([_revised_files(files, wording)] if files else []),
    ]


def _freshness(context: QualityContext, wording: Wording) -> list[Block]:
    heading = wording.heading("quality.fresh_heading")
    if not context.freshness:
        return [heading, wording.missing("quality.nothing_read")]
    text = wording.paragraph("quality.fresh_text")
    return [heading, text, _freshness_table(context, wording)]


def _checks(wording: Wording) -> list[Block]:
    blocks: list[Block] = [wording.heading("quality.checks_heading"), Paragraph(checks_text(wording))]
    return [*blocks, _check_table(wording)] if wording.shared.quality.checks else blocks


def _coverage(context: QualityContext, wording: Wording) -> list[Block]:
    heading, latest = wording.heading("quality.coverage_heading"), context.latest()
    if not latest:
        return [heading, wording.paragraph("quality.no_coverage")]
    due, missing = (sum(getattr(row, name) for row in latest) for name in ("due", "missing"))
    text = wording.spans(
        "quality.coverage_text",
        year=str(latest[0].year),
        due=due,
        delivered=sum(row.delivered for row in latest),
        missing=missing,
        share=wording.words.percent(missing / due),
    )
    return [heading, Paragraph(text), _coverage_table(context, wording), _missing_by_year(context, wording)]


COUNTS = ("rows_read", "loaded", "refused", "duplicate", "superseded", "total_rows")
YEARS_SHOWN = 6


def _counted(wording: Wording, name: str, key: str = "") -> Field[Any]:
    """A column of one count of rows; `key` where its header is called otherwise."""
    return number(key or f"quality.{name}", lambda row: wording.count(getattr(row, name)))


def _feed_table(wording: Wording) -> Table:
    """Rows of every feed, and of all."""
    accounting = wording.shared.quality.accounting
    fields: tuple[Field[Accounting], ...] = (
        Field("quality.feed", lambda row: wording.text(f"feed.{row.feed}"), width="fill"),
        *(_counted(wording, name) for name in COUNTS),
    )
    totals = [wording.count(_sum(wording, name)) for name in COUNTS]
    total = Row((wording.cell("table.total"), *totals), is_total=True)
    caption, note = wording.cell("quality.accounting"), wording.spans("quality.accounting_note")
    return table_of(wording, caption, fields, accounting, "quality-accounting", note, totals=(total,))


FILE: Field[File] = Field("quality.file", lambda file: (Span(file.file, "code"),), width="fill")


def _file_table(files: Sequence[File], wording: Wording) -> Table:
    """Every file with the day it came and what became of its rows."""
    fields: tuple[Field[File], ...] = (
        FILE,
        Field(
            "quality.delivered", lambda file: file.delivered_on.isoformat() if file.delivered_on else "[x]"
        ),
        *(_counted(wording, name) for name in COUNTS),
        _counted(wording, "furniture_rows", "quality.furniture"),
    )
    return table_of(wording, "quality.by_file_caption", fields, files, "quality-files")


def _refusal_table(wording: Wording) -> Table:
    """Why rows were refused, and how to mend it."""
    fields: tuple[Field[Refusal], ...] = (
        Field("quality.feed", lambda row: wording.text(f"feed.{row.feed}")),
        Field("quality.reason", lambda row: wording.named("refusal", row.reason_code), width="fill"),
        Field("quality.mend", lambda row: _mend(wording, row), width="fill"),
        number("quality.refused", lambda row: wording.count(row.refused)),
    )
    caption, refusals = wording.cell("quality.refusals"), wording.shared.quality.refusals
    return table_of(wording, caption, fields, refusals, "quality-refusals", layout="records")


def _mend(wording: Wording, refusal: Refusal) -> str:
    """What to do, where it holds for every row of the reason alike."""
    mend = wording.either(refusal.mend_zh, refusal.mend_en)
    return wording.words.shown(NOT_APPLICABLE) if not mend or "{" in mend else mend


def _refused_files(files: Sequence[File], wording: Wording) -> Table:
    fields = (FILE, _counted(wording, "refused"), _counted(wording, "problems"))
    caption, note = wording.cell("quality.refused_files"), wording.spans("quality.problems_note")
    return table_of(wording, caption, fields, files, "quality-refused-files", note)


def _revised_files(files: Sequence[File], wording: Wording) -> Table:
    fields = (FILE, _counted(wording, "superseded"), _counted(wording, "duplicate"))
    return table_of(wording, "quality.revised_caption", fields, files, "quality-revised-files")


def _freshness_table(context: QualityContext, wording: Wording) -> Table:
    fields: tuple[Field[Freshness], ...] = (
        Field("quality.feed", lambda row: wording.text(f"feed.{row.feed}"), width="fill"),
        number("sources.files", lambda row: wording.count(row.files)),
        Field("quality.newest", lambda row: row.newest_on.isoformat() if row.newest_on else "[x]"),
        number("quality.age", lambda row: wording.count(row.age_days)),
        number(
            "quality.allowed",
            lambda row: wording.count(NOT_APPLICABLE if row.fresh_days is None else row.fresh_days),
        ),
        Field("quality.state", lambda row: _age(wording, row)),
    )
    return table_of(wording, "quality.fresh_caption", fields, context.freshness, "quality-freshness")


def _age(wording: Wording, row: Freshness) -> Spans:
    """Whether the newest delivery is as young as the policy asks; in bold where it is late."""
    if row.fresh_days is None or row.age_days is None:
        return wording.cell("quality.fresh.no_limit")
    if row.age_days <= row.fresh_days:
        return wording.cell("quality.fresh.within")
    return (Span(wording.text("quality.fresh.late"), "strong"),)


def _check_table(wording: Wording) -> Table:
    """Every check that is put in words, those with findings first; the checks of keys are counted in the note."""
    titled = [check for check in wording.shared.quality.checks if check.title_zh]
    keys = [check for check in wording.shared.quality.checks if not check.title_zh]
    fields: tuple[Field[CheckOutcome], ...] = (
        Field("quality.check", lambda check: wording.either(check.title_zh, check.title_en), width="fill"),
        Field("quality.severity", lambda check: wording.text(f"quality.severity_of.{check.severity}")),
        number(
            "quality.failures",
            lambda check: (
                Span(wording.words.integer(check.failures), "strong" if check.failures else "plain"),
            ),
        ),
    )
    failed = sum(check.failures > 0 for check in keys)
    note = wording.spans("quality.checks_note", n=len(keys), failed=failed)
    return table_of(wording, "quality.checks_caption", fields, titled, "quality-checks", note)


def _coverage_table(context: QualityContext, wording: Wording) -> Table:
    """Programs due, delivered and missing at each level, in the newest cohort, and of all levels."""
    latest = context.latest()

    def programs(key: str, name: str) -> Field[Cohorts]:
        return number(f"quality.{key}", lambda row: wording.count(_programs(row[1], name)))

    fields: tuple[Field[Cohorts], ...] = (
        Field("table.level", lambda row: row[0], width="fill"),
        programs("due", "due"),
        programs("received", "delivered"),
        programs("missing", "missing"),
        number("quality.missing_share", lambda row: _missing_share(wording, row[1])),
        programs("told", "with_rate"),
        programs("withheld", "withheld"),
    )
    levels = [(wording.level(row.level), (row,)) for row in latest]
    total = total_of(fields, (wording.text("table.total"), latest))
    caption = wording.cell("quality.coverage_caption", year=str(latest[0].year))
    note = wording.spans("quality.coverage_note")
    return table_of(wording, caption, fields, levels, "quality-coverage", note, totals=(total,))


def _missing_by_year(context: QualityContext, wording: Wording) -> Table:
    """The share not delivered at each level in the last cohorts."""
    years = sorted({row.year for row in context.coverage})[-YEARS_SHOWN:]
    found = {(row.level, row.year): (row,) for row in context.coverage}
    levels = dict.fromkeys(row.level for row in context.coverage if row.year in years)
    fields: tuple[Field[str], ...] = (
        Field("table.level", wording.level, width="fill"),
        *headed_each(years, str, lambda level, year: _missing_share(wording, found.get((level, year), ()))),
    )
    return table_of(wording, "quality.missing_caption", fields, levels, "quality-missing")


def _programs(rows: Sequence[Coverage], name: str) -> int:
    return sum(getattr(row, name) for row in rows)


def _missing_share(wording: Wording, rows: Sequence[Coverage]) -> Spans:
    """The share of the programs due that was not delivered; not applicable where none was due."""
    due = _programs(rows, "due")
    return wording.share(_programs(rows, "missing") / due if due else NOT_APPLICABLE)
