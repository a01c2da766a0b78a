"""目标任务进展: the numeric targets of the policy, what was to be reached by when and what was."""

from __future__ import annotations

from collections import Counter

from reports.document.blocks import Block, Column, Paragraph, Row, Span, Spans, Table, plain
from reports.settings.context import Following, Target
from reports.data.published import exact
from reports.standard.closing import number_columns
from reports.document.wording import Wording

STATUSES = ("reached", "reached_late", "on_course", "behind", "missed", "not_reported", "no_target")


def targets_section(following: Following, wording: Wording) -> list[Block]:
    """One row per target; where none was delivered it says so."""
    heading = wording.heading("target.heading")
    if not following.targets:
        return [heading, wording.missing("target.none")]
    counts = Counter(target.target_status for target in following.targets)
    told = wording.words.listing(
        wording.text("target.count", status=wording.text(f"target_status.{name}"), n=counts[name])
        for name in STATUSES
        if counts[name]
    )
    text = wording.words.spans("target.text", n=len(following.targets), statuses=told)
    return [heading, Paragraph(text), _table(following, wording)]


def _table(following: Following, wording: Wording) -> Table:
    columns = (
        Column(wording.text("target.target"), width="fill"),
        *number_columns(wording, "target.due", "target.actual", "target.share"),
        Column(wording.text("target.status"), width="part"),
    )
    rows = tuple(Row(_cells(wording, target)) for target in following.targets)
    note = wording.words.spans("target.note")
    return Table(wording.text("target.caption"), columns, rows, "targets-table", note, "records")


def _cells(wording: Wording, target: Target) -> tuple[Spans, ...]:
    clause = (Span("", "break"), Span(target.target_clause, "quiet")) if target.target_clause else ()
    return (
        (Span(target.target_name, "strong"), *clause),
        plain(_value(wording, target.due_value, target.target_unit, target.due_year)),
        plain(_value(wording, target.actual_value, target.target_unit, target.year)),
        plain(wording.words.shown(exact(target.target_share), wording.words.percent)),
        _status(wording, target),
    )


def _value(wording: Wording, value: float | None, unit: str | None, year: int | None) -> str:
    """A value with its unit and the year it stands for; the mark of a missing one otherwise."""
    if value is None:
        return wording.words.shown(exact(None))
    shown = wording.words.decimal(value, 0 if value == int(value) else 1)
    return wording.text("target.value", value=shown, unit=unit or "", year=str(year or ""))


def _status(wording: Wording, target: Target) -> Spans:
    status = wording.text(f"target_status.{target.target_status}")
    if target.target_status == "behind" and target.expected_value is not None:
        expected = wording.words.decimal(target.expected_value, 1)
        return wording.words.spans("target.behind", status=status, expected=expected)
    if target.target_status == "reached_late":
        return wording.words.spans("target.late", status=status, year=str(target.reached_year or ""))
    if target.target_status in ("missed", "behind", "not_reported"):
        return (Span(status, "strong"),)
    return plain(status)
