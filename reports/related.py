"""相关推荐: what to read next about a major or an industry, each with its reason in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.document.blocks import Block, Column, Row, Span, Spans, Table, WayOn, plain
from reports.document.page import link
from reports.industry.related import Related
from reports.document.wording import Wording

WAYS = 3


def related_table(wording: Wording, related: Iterable[Related]) -> list[Block]:
    """Related majors and industries with the reason; nothing where there are none."""
    rows = tuple(
        Row(
            (
                plain(wording.text(f"directory.{item.kind}.name")),
                _named(item),
                plain(reason_of(wording, item)),
            )
        )
        for item in related
    )
    if not rows:
        return []
    columns = (
        Column(wording.text("related.kind")),
        Column(wording.text("related.name"), width="part"),
        Column(wording.text("related.reason"), width="fill"),
    )
    return [Table(wording.text("related.caption"), columns, rows, "related", layout="records")]


def ways_on(wording: Wording, related: Sequence[Related]) -> tuple[WayOn, ...]:
    """The first of them, as the search shows them beside what it found."""
    return tuple(
        WayOn(item.name, reason_of(wording, item), link(item.name, item.kind, item.code).name)
        for item in related[:WAYS]
    )


def related_line(wording: Wording, related: Iterable[Related]) -> Spans:
    """The same in one line, for a page about something else: names that lead on."""
    spans: list[Span] = []
    for item in related:
        spans += [Span(wording.text("related.separator")) if spans else Span(""), *_named(item)]
    return tuple(span for span in spans if span.text)


def reason_of(wording: Wording, item: Related) -> str:
    """Why it is related, in words."""
    weight = wording.words.percent(item.weight, 0) if item.weight is not None else ""
    return wording.text(f"related.{item.because}_{item.kind}", by=item.by, weight=weight)


def _named(item: Related) -> Spans:
    return (link(item.name, item.kind, item.code),)
