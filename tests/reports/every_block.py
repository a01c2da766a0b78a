"""A document with one block of every kind and one span of every kind, for both renderers."""

from __future__ import annotations

from reports.charts.drawing import PAGE, PHONE, drawn, svg_of
from reports.charts.forms import Bars, Layer
from reports.document.blocks import (
    Chart,
    Column,
    Document,
    Figure,
    Figures,
    Heading,
    Note,
    Paragraph,
    Row,
    Span,
    Table,
    plain,
)

SPANS = (
    Span("plain words "),
    Span("strong words", "strong"),
    Span("code_words", "code"),
    Span("sub", "sub"),
    Span("quiet words", "quiet"),
    Span("card words", "card", "red"),
    Span("", "break"),
    Span("link words", "link", "https://example.org/a?b=c&d"),
)
TABLE = Table(
    caption="table caption",
    columns=(
        Column("number column", "end"),
        Column("name column", width="fill"),
        Column("part column", width="part"),
    ),
    rows=(
        Row((plain("1"), plain("first name"), plain("a")), detail=plain("detail of the first")),
        Row((plain("2"), plain("total name"), plain("b")), is_total=True),
    ),
    anchor="a-table",
    note=plain("note under the table"),
    layout="records",
    number="表1",
)


def every_block(**changes: str) -> Document:
    """`changes` replace fields of the document."""
    form = Bars("axis words", ("row words",), (Layer("layer words", "red", (3.0,)),), str)
    drawings = [svg_of(drawn(form, width), f"c{width:.0f}") for width in (PAGE, PHONE)]
    blocks = (
        Heading(1, "first section", "first", "一、"),
        Heading(2, "second section", "second", "（一）"),
        Heading(3, "third section", "third", "1. "),
        Paragraph(SPANS),
        Figures(
            (Figure("label words", "12,345", "unit words", "beside words"), Figure("red", "7", card="red"))
        ),
        TABLE,
        Chart(
            "chart caption",
            "what the chart shows",
            *drawings,
            TABLE,
            "a-chart",
            plain("note of chart"),
            "图1",
        ),
        Note("info", "info title", plain("info words")),
        Note("caution", "caution title", plain("caution words")),
        Note("missing", "missing title", plain("missing words")),
    )
    fields = {
        "name": "warning",
        "lang": "zh",
        "title": "document title",
        "subtitle": "document subtitle",
        "city": "city name",
        "number": "N-1",
        "period": "period words",
        "issued_on": "2026-04-01",
        "issued_label": "2026年4月1日",
        "release_id": "release-1",
        "synthetic": "",
    }
    return Document(**(fields | changes), headline=Figures(()), blocks=blocks)


PRINTED = (
    *("first section", "second section", "third section", "plain words", "strong words", "code_words"),
    *("quiet words", "card words", "link words", "label words", "12,345", "unit words", "beside words"),
    *("table caption", "number column", "name column", "part column", "first name", "detail of the first"),
    *("total name", "note under the table", "chart caption", "note of chart", "info title", "info words"),
    *(
        "caution title",
        "caution words",
        "missing title",
        "missing words",
        "document title",
        "period words",
        "N-1",
    ),
)
