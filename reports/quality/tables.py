"""The tables of the data quality report: files, refusals, freshness, checks, coverage."""

from __future__ import annotations

from collections.abc import Sequence

from reports.data.published import NOT_APPLICABLE, exact
from reports.data.shared import Refusal
from reports.document.blocks import Column, Row, Span, Spans, Table, plain
from reports.document.cells import number_columns
from reports.document.wording import Wording
from reports.quality.context import Coverage, File, Freshness, QualityContext

COUNTS = ("rows_read", "loaded", "refused", "duplicate", "superseded", "total_rows")
YEARS_SHOWN = 6


def feed_table(wording: Wording) -> Table:
    """Rows of every feed, and of all."""
    accounting = wording.shared.quality.accounting
    rows = [
        Row(
            (
                wording.cell(f"feed.{row.feed}"),
                *(plain(wording.words.integer(getattr(row, name))) for name in COUNTS),
            )
        )
        for row in accounting
    ]
    totals = [sum(getattr(row, name) for row in accounting) for name in COUNTS]
    total = (wording.cell("table.total"), *(plain(wording.words.integer(n)) for n in totals))
    columns = (
        Column(wording.text("quality.feed"), width="fill"),
        *number_columns(wording, *(f"quality.{name}" for name in COUNTS)),
    )
    note = wording.words.spans("quality.accounting_note")
    caption = wording.text("quality.accounting")
    return Table(caption, columns, (*rows, Row(total, is_total=True)), "quality-accounting", note=note)


def file_table(files: Sequence[File], wording: Wording) -> Table:
    """Every file with the day it came and what became of its rows."""
    names = (*COUNTS, "furniture_rows")
    columns = (
        Column(wording.text("quality.file"), width="fill"),
        Column(wording.text("quality.delivered")),
        *number_columns(wording, *(f"quality.{name}" for name in COUNTS), "quality.furniture"),
    )
    rows = tuple(
        Row(
            (
                (Span(file.file, "code"),),
                plain(file.delivered_on.isoformat() if file.delivered_on else "[x]"),
                *(plain(wording.words.shown(exact(getattr(file, name)))) for name in names),
            )
        )
        for file in files
    )
    return Table(wording.text("quality.by_file_caption"), columns, rows, "quality-files")


def refusal_table(wording: Wording) -> Table:
    """Why rows were refused, and how to mend it."""
    columns = (
        Column(wording.text("quality.feed")),
        Column(wording.text("quality.reason"), width="fill"),
        Column(wording.text("quality.mend"), width="fill"),
        Column(wording.text("quality.refused"), "end"),
    )
    rows = tuple(
        Row(
            (
                wording.cell(f"feed.{row.feed}"),
                plain(wording.named("refusal", row.reason_code)),
                _mend(wording, row),
                plain(wording.words.integer(row.refused)),
            )
        )
        for row in wording.shared.quality.refusals
    )
    caption = wording.text("quality.refusals")
    return Table(caption, columns, rows, "quality-refusals", layout="records")


def _mend(wording: Wording, refusal: Refusal) -> Spans:
    """What to do, where it holds for every row of the reason alike."""
    mend = wording.either(refusal.mend_zh, refusal.mend_en)
    return plain(wording.words.shown(NOT_APPLICABLE) if not mend or "{" in mend else mend)


def refused_files(files: Sequence[File], wording: Wording) -> Table:
    columns = (
        Column(wording.text("quality.file"), width="fill"),
        *number_columns(wording, "quality.refused", "quality.problems"),
    )
    rows = tuple(
        Row(
            (
                (Span(file.file, "code"),),
                plain(wording.words.shown(exact(file.refused))),
                plain(wording.words.integer(file.problems)),
            )
        )
        for file in files
    )
    note = wording.words.spans("quality.problems_note")
    return Table(wording.text("quality.refused_files"), columns, rows, "quality-refused-files", note=note)


def revised_files(files: Sequence[File], wording: Wording) -> Table:
    names = ("superseded", "duplicate")
    columns = (
        Column(wording.text("quality.file"), width="fill"),
        *number_columns(wording, *(f"quality.{name}" for name in names)),
    )
    rows = tuple(
        Row(
            (
                (Span(file.file, "code"),),
                *(plain(wording.words.shown(exact(getattr(file, name)))) for name in names),
            )
        )
        for file in files
    )
    return Table(wording.text("quality.revised_caption"), columns, rows, "quality-revised-files")


def freshness_table(context: QualityContext, wording: Wording) -> Table:
    columns = (
        Column(wording.text("quality.feed"), width="fill"),
        *number_columns(wording, "sources.files"),
        Column(wording.text("quality.newest")),
        *number_columns(wording, "quality.age", "quality.allowed"),
        Column(wording.text("quality.state")),
    )
    rows = tuple(Row(_freshness_cells(wording, row)) for row in context.freshness)
    return Table(wording.text("quality.fresh_caption"), columns, rows, "quality-freshness")


def _freshness_cells(wording: Wording, row: Freshness) -> tuple[Spans, ...]:
    words = wording.words
    state = "no_limit"
    if row.fresh_days is not None and row.age_days is not None:
        state = "late" if row.age_days > row.fresh_days else "within"
    said = words.text(f"quality.fresh.{state}")
    return (
        wording.cell(f"feed.{row.feed}"),
        plain(words.integer(row.files)),
        plain(row.newest_on.isoformat() if row.newest_on else "[x]"),
        plain(words.shown(exact(row.age_days))),
        plain(words.shown(NOT_APPLICABLE if row.fresh_days is None else exact(row.fresh_days))),
        (Span(said, "strong"),) if state == "late" else plain(said),
    )


def check_table(wording: Wording) -> Table:
    """Every check that is put in words, those with findings first; the checks of keys are counted in the note."""
    titled = [check for check in wording.shared.quality.checks if check.title_zh]
    keys = [check for check in wording.shared.quality.checks if not check.title_zh]
    columns = (
        Column(wording.text("quality.check"), width="fill"),
        Column(wording.text("quality.severity")),
        *number_columns(wording, "quality.failures"),
    )
    rows = tuple(
        Row(
            (
                plain(wording.either(check.title_zh, check.title_en)),
                wording.cell(f"quality.severity_of.{check.severity}"),
                (Span(wording.words.integer(check.failures), "strong" if check.failures else "plain"),),
            )
        )
        for check in titled
    )
    note = wording.words.spans(
        "quality.checks_note", n=len(keys), failed=sum(check.failures > 0 for check in keys)
    )
    return Table(wording.text("quality.checks_caption"), columns, rows, "quality-checks", note=note)


def coverage_table(context: QualityContext, wording: Wording) -> Table:
    """Programs due, delivered and missing at each level, in the newest cohort."""
    latest = context.latest()
    rows = [_coverage_row(wording, wording.level(row.level), [row]) for row in latest]
    total = _coverage_row(wording, wording.text("table.total"), list(latest))
    columns = (
        Column(wording.text("table.level"), width="fill"),
        *number_columns(wording, "quality.due", "quality.received", "quality.missing"),
        *number_columns(wording, "quality.missing_share", "quality.told", "quality.withheld"),
    )
    caption = wording.text("quality.coverage_caption", year=str(latest[0].year))
    note = wording.words.spans("quality.coverage_note")
    all_rows = (*rows, Row(total.cells, is_total=True))
    return Table(caption, columns, all_rows, "quality-coverage", note=note)


def _coverage_row(wording: Wording, name: str, rows: Sequence[Coverage]) -> Row:
    due, delivered, missing, told, withheld = (
        sum(getattr(row, field) for row in rows)
        for field in ("due", "delivered", "missing", "told", "withheld")
    )
    words = wording.words
    numbers = [plain(words.integer(number)) for number in (due, delivered, missing)]
    share = plain(words.percent(missing / due) if due else "[z]")
    return Row((plain(name), *numbers, share, plain(words.integer(told)), plain(words.integer(withheld))))


def missing_by_year(context: QualityContext, wording: Wording) -> Table:
    """The share not delivered at each level in the last cohorts."""
    years = sorted({row.year for row in context.coverage})[-YEARS_SHOWN:]
    found = {(row.level, row.year): row for row in context.coverage}
    levels = dict.fromkeys(row.level for row in context.coverage if row.year in years)
    columns = (
        Column(wording.text("table.level"), width="fill"),
        *(Column(str(year), "end") for year in years),
    )
    rows = tuple(
        Row((plain(wording.level(level)), *(_missing_share(wording, found.get((level, y))) for y in years)))
        for level in levels
    )
    return Table(wording.text("quality.missing_caption"), columns, rows, "quality-missing")


def _missing_share(wording: Wording, row: Coverage | None) -> Spans:
    if row is None or not row.due:
        return plain(wording.words.shown(NOT_APPLICABLE))
    return plain(wording.words.percent(row.missing / row.due))
