"""The three public lists 重点紧缺、改造升级、限制撤销: every major with the rule that puts it there and its numbers."""

from __future__ import annotations

from collections import Counter

from reports.data.settings.following import Following, ListedMajor, ListTitle, Target
from reports.document.blocks import Block, Heading, Note, Paragraph, Span, Spans, Table, plain
from reports.document.fields import Field, number, table_of
from reports.document.wording import Wording

STATUSES = ("reached", "reached_late", "on_course", "behind", "missed", "not_reported", "no_target")


def targets_section(following: Following, wording: Wording) -> list[Block]:
    """One row per target; where none was delivered it says so."""
    heading = wording.heading("target.heading")
    if not following.targets:
        return [heading, wording.missing("target.none")]
    counts = Counter(target.target_status for target in following.targets)
    statuses = wording.words.listing(
        wording.text("target.count", status=wording.text(f"target_status.{name}"), n=counts[name])
        for name in STATUSES
        if counts[name]
    )
    text = wording.spans("target.text", n=len(following.targets), statuses=statuses)
    return [heading, Paragraph(text), _target_table(following, wording)]


def _target_table(following: Following, wording: Wording) -> Table:
    fields: tuple[Field[Target], ...] = (
        Field("target.target", _named, width="fill"),
        number("target.due", lambda row: _value(wording, row.due_value, row.target_unit, row.due_year)),
        number("target.actual", lambda row: _value(wording, row.actual_value, row.target_unit, row.year)),
        number("target.share", lambda row: wording.share(row.target_share)),
        Field("target.status", lambda row: _status(wording, row), width="part"),
    )
    caption, note = wording.cell("target.caption"), wording.spans("target.note")
    return table_of(wording, caption, fields, following.targets, "targets-table", note, "records")


def _named(target: Target) -> Spans:
    """The target's name, and its clause below."""
    clause = (Span("", "break"), Span(target.target_clause, "quiet")) if target.target_clause else ()
    return (Span(target.target_name, "strong"), *clause)


def _value(wording: Wording, value: float | None, unit: str | None, year: int | None) -> str:
    """A value with its unit and its year; the mark of a missing one otherwise."""
    if value is None:
        return wording.shown(None)
    shown = wording.words.decimal(value, 0 if value == int(value) else 1)
    return wording.text("target.value", value=shown, unit=unit or "", year=str(year or ""))


def _status(wording: Wording, target: Target) -> Spans:
    status = wording.text(f"target_status.{target.target_status}")
    if target.target_status == "behind" and target.expected_value is not None:
        expected = wording.words.decimal(target.expected_value, 1)
        return wording.spans("target.behind", status=status, expected=expected)
    if target.target_status == "reached_late":
        return wording.spans("target.late", status=status, year=str(target.reached_year or ""))
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
    blocks: list[Block] = [heading, wording.paragraph("public_list.text", clause=clause)]
    if any(row.clause_kind == "declared_assumption" for row in following.listed):
        title = wording.text("public_list.assumed_title")
        blocks.append(Note("caution", title, wording.spans("public_list.assumed")))
    for item in following.lists:
        blocks += _list(following, wording, item)
    return blocks


def _list(following: Following, wording: Wording, item: ListTitle) -> list[Block]:
    title = wording.either(item.title_zh, item.title_en)
    listed = [row for row in following.listed if row.list_id == item.list_id]
    anchor = f"public-list-{item.list_id.replace('_', '-')}"
    heading = Heading(2, wording.text("public_list.of", title=title, n=len(listed)), anchor)
    if not listed:
        return [heading, wording.paragraph("public_list.empty")]
    fields: tuple[Field[ListedMajor], ...] = (
        Field(
            "public_list.major", lambda row: f"{row.major_code} {row.major_name or ''}".strip(), width="fill"
        ),
        Field("table.level", lambda row: wording.level(row.level)),
        number("public_list.sites", lambda row: wording.count(row.sites)),
        number("public_list.failing", lambda row: wording.count(row.failing_programs)),
        number("similar.rate", lambda row: wording.share(row.rate)),
        number("matching.ratio", lambda row: wording.decimal(row.supply_demand_ratio)),
        Field("public_list.reason", lambda row: wording.either(row.reason_zh, row.reason_en), width="fill"),
    )
    note = wording.spans("public_list.note")
    return [heading, table_of(wording, plain(title), fields, listed, f"{anchor}-table", note, "records")]
