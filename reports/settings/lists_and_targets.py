"""The three public lists 重点紧缺、改造升级、限制撤销: every major with the rule that puts it there and its numbers."""

from __future__ import annotations

from reports.document.blocks import Block, Column, Heading, Note, Paragraph, Row, Spans, Table, plain
from reports.settings.context import Following, Listed, ListTitle
from reports.data.published import exact
from reports.standard.closing import number_columns
from reports.document.wording import Wording


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
