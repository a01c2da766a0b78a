"""The three public lists 重点紧缺、改造升级、限制撤销: every major with the rule that puts it there and its numbers."""

from __future__ import annotations

from collections import Counter

from reports.data.published import exact
from reports.document.blocks import Block, Column, Heading, Note, Paragraph, Row, Span, Spans, Table, plain
from reports.document.cells import number_columns
from reports.document.wording import Wording
from reports.settings.context import Following, Listed, ListTitle, Target

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
    return [heading, Paragraph(text), _target_table(following, wording)]


def _target_table(following: Following, wording: Wording) -> Table:
    columns = (
        Column(wording.text("target.target"), width="fill"),
        *number_columns(wording, "target.due", "target.actual", "target.share"),
        Column(wording.text("target.status"), width="part"),
    )
    rows = tuple(Row(_target_cells(wording, target)) for target in following.targets)
    note = wording.words.spans("target.note")
    return Table(wording.text("target.caption"), columns, rows, "targets-table", note, "records")


def _target_cells(wording: Wording, target: Target) -> tuple[Spans, ...]:
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


def public_lists_section(following: Following, wording: Wording) -> list[Block]:
    """One table per list; a policy that declares none says so, and an empty list says that it is empty."""
    heading = wording.heading("public_list.heading")
    if not following.lists:
        return [heading, wording.missing("public_list.none")]
    first = following.lists[0]
    clause = wording.text(
        "public_list.clause", title=first.clause_title or "", number=first.clause_number or ""
    ).strip()
    blocks: list[Block] = [heading, Paragraph(wording.words.spans("public_list.text", clause=clause))]
    if any(row.clause_kind == "declared_assumption" for row in following.listed):
        blocks.append(
            Note(
                "caution",
                wording.text("public_list.assumed_title"),
                wording.words.spans("public_list.assumed"),
            )
        )
    for item in following.lists:
        blocks += _list(following, wording, item)
    return blocks


def _list(following: Following, wording: Wording, item: ListTitle) -> list[Block]:
    title = wording.either(item.title_zh, item.title_en)
    listed = [row for row in following.listed if row.list_id == item.list_id]
    heading = Heading(
        2,
        wording.text("public_list.of", title=title, n=len(listed)),
        f"public-list-{item.list_id.replace('_', '-')}",
    )
    if not listed:
        return [heading, Paragraph(wording.words.spans("public_list.empty"))]
    columns = (
        Column(wording.text("public_list.major"), width="fill"),
        Column(wording.text("table.level")),
        *number_columns(
            wording, "public_list.sites", "public_list.failing", "similar.rate", "matching.ratio"
        ),
        Column(wording.text("public_list.reason"), width="fill"),
    )
    rows = tuple(Row(_cells(wording, row)) for row in listed)
    anchor = f"public-list-{item.list_id.replace('_', '-')}-table"
    note = wording.words.spans("public_list.note")
    return [heading, Table(title, columns, rows, anchor, note=note, layout="records")]


def _cells(wording: Wording, row: Listed) -> tuple[Spans, ...]:
    return (
        plain(f"{row.major_code} {row.major_name or ''}".strip()),
        plain(wording.level(row.level)),
        plain(wording.words.shown(exact(row.sites))),
        plain(wording.words.integer(row.failing_programs)),
        plain(wording.words.shown(row.rate, wording.words.percent)),
        plain(wording.words.shown(row.supply_demand_ratio, wording.words.decimal)),
        plain(wording.either(row.reason_zh, row.reason_en)),
    )
