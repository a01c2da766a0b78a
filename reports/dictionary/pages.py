"""The data dictionary of the site: every published table and column, what it is made from, what refers to what."""

from __future__ import annotations

from reports.dictionary import diagram as entity_diagram
from reports.dictionary.context import DictionaryContext, Entity, Reference
from reports.document.blocks import (
    Block,
    Chart,
    Column,
    Note,
    Paragraph,
    Row,
    Span,
    Spans,
    Table,
    joined,
    plain,
)
from reports.document.document import number_blocks
from reports.document.language import Language
from reports.document.page import OPEN_DATA, Page, code_of, link
from reports.document.wording import Wording
from transforms.warehouse.models import STATUS

# sources named in a cell; all of them stand in meta.lineage
SOURCES_SHOWN = 4
SOURCE_LENGTH = 120


def write_dictionary(context: DictionaryContext, language: Language) -> tuple[Page, ...]:
    """The list of tables with their diagram, and a page for each published table, in one language."""
    wording = Wording(language, context.shared)
    return (_overview(wording, context), *(_table(wording, context, entity) for entity in context.published))


def _overview(wording: Wording, context: DictionaryContext) -> Page:
    blocks: list[Block] = [
        Paragraph(
            (*wording.words.spans("dictionary.intro"), Span(" "), _download(wording, "dictionary.download"))
        ),
        _diagram(wording, context),
        _tables(wording, context),
    ]
    title, subtitle = (wording.text(f"directory.table.{part}") for part in ("title", "subtitle"))
    return Page("table", "", title, subtitle, number_blocks(wording, blocks))


def _diagram(wording: Wording, context: DictionaryContext) -> Chart:
    """What refers to what: a drawing, its words, and the same as a table."""
    count = len(entity_diagram.drawn(context.entities, context.references))
    rows = tuple(
        Row(
            (
                _named(context, reference.table),
                plain(", ".join(reference.columns)),
                _named(context, reference.target),
            )
        )
        for reference in sorted(
            context.references, key=lambda found: (found.table, found.target, found.columns)
        )
    )
    caption = wording.text("dictionary.diagram")
    columns = tuple(wording.column(f"dictionary.{name}") for name in ("table", "by_columns", "refers_to"))
    return Chart(
        caption,
        wording.text("dictionary.diagram_alt", tables=str(count), references=str(len(rows))),
        entity_diagram.wide(context.entities, context.references),
        entity_diagram.narrow(context.entities, context.references),
        Table(caption, columns, rows, "diagram-data"),
        "diagram",
        wording.words.spans("dictionary.diagram_note"),
    )


def _tables(wording: Wording, context: DictionaryContext) -> Table:
    rows = tuple(
        Row(
            (
                _named(context, entity.name),
                plain(wording.either(entity.title_zh, entity.title_en)),
                _grain(wording, entity),
                plain(wording.words.integer(len(entity.columns))),
                plain(wording.text(f"dictionary.how.{entity.how}")),
            )
        )
        for entity in context.published
    )
    columns = (
        wording.column("dictionary.table"),
        wording.column("dictionary.what"),
        wording.column("dictionary.grain", width="fill"),
        wording.column("dictionary.columns", "end"),
        wording.column("dictionary.how_published"),
    )
    return Table(wording.text("dictionary.tables"), columns, rows, "tables", layout="records")


def _table(wording: Wording, context: DictionaryContext, entity: Entity) -> Page:
    own = [reference for reference in context.references if reference.table == entity.name]
    others = [reference for reference in context.references if reference.target == entity.name]
    blocks: list[Block] = [
        Paragraph(_grain(wording, entity)),
        Paragraph(
            (
                *wording.words.spans(f"dictionary.how_text.{entity.how}"),
                Span(" "),
                _download(wording, "dictionary.download_table", f"#{entity.name.replace('.', '-')}"),
            )
        ),
    ]
    if own:
        blocks.append(Paragraph(_references(wording, context, "dictionary.refers_to_these", own)))
    if others:
        blocks.append(Paragraph(_references(wording, context, "dictionary.referred_by_these", others)))
    blocks.append(_columns(wording, context, entity))
    if not entity.name.startswith("policy."):
        blocks.append(
            Note(
                "info", wording.text("dictionary.made_from"), wording.words.spans("dictionary.made_from_note")
            )
        )
    return Page(
        "table",
        code_of(entity.name),
        wording.either(entity.title_zh, entity.title_en),
        entity.name,
        number_blocks(wording, blocks),
        entity.name,
    )


def _download(wording: Wording, key: str, anchor: str = "") -> Span:
    """The way to the files of the open data."""
    return Span(wording.text(key), "page", f"{OPEN_DATA}.html{anchor}")


def _grain(wording: Wording, entity: Entity) -> Spans:
    """What a row is."""
    return plain(wording.either(entity.grain_zh, entity.grain_en))


def _references(wording: Wording, context: DictionaryContext, key: str, found: list[Reference]) -> Spans:
    of_others = key == "dictionary.referred_by_these"
    parts = [
        (
            *_named(context, reference.table if of_others else reference.target),
            Span(f" ({', '.join(reference.columns)})", "quiet"),
        )
        for reference in found
    ]
    return (Span(wording.text(key)), *joined(parts, "; "))


def _named(context: DictionaryContext, table: str) -> Spans:
    """The name of a table, leading to its page where it has one."""
    has_page = any(entity.name == table for entity in context.published)
    return (link(table, "table", code_of(table)),) if has_page else (Span(table, "code"),)


def _columns(wording: Wording, context: DictionaryContext, entity: Entity) -> Table:
    rows = tuple(
        Row(
            (
                (Span(column.column_name, "strong" if column.column_name in entity.key else "plain"),),
                plain(context.words[column.column_name]["zh"]),
                plain(context.words[column.column_name]["en"]),
                plain(context.words[column.column_name].get("unit", "")),
                (Span(column.data_type, "quiet"),),
                _sources(wording, context, entity.name, column.column_name),
            ),
            anchor=f"column-{column.column_name}",
        )
        for column in entity.columns
    )
    columns: tuple[Column, ...] = (
        wording.column("dictionary.column"),
        wording.column("dictionary.label"),
        wording.column("dictionary.meaning", width="fill"),
        wording.column("dictionary.unit"),
        wording.column("dictionary.type"),
        wording.column("dictionary.made_from", width="part"),
    )
    note = wording.words.spans("dictionary.columns_note")
    return Table(wording.text("dictionary.columns_of"), columns, rows, "columns", note, layout="records")


def _sources(wording: Wording, context: DictionaryContext, table: str, column: str) -> Spans:
    """The delivered columns and values of the policy it is made from, the nearest first."""
    found = context.sources.get((table, column), ())
    if not found:
        return plain(wording.text("dictionary.status_of")) if column.endswith(STATUS) else ()
    shown = [
        f"{source.source_table.removeprefix('landing.')}: {_short(source.source_columns)}"
        for source in found[:SOURCES_SHOWN]
    ]
    if len(found) > SOURCES_SHOWN:
        shown.append(wording.text("dictionary.more_sources", tables=str(len(found) - SOURCES_SHOWN)))
    return (Span("; ".join(shown), "quiet"),)


def _short(columns: str) -> str:
    if len(columns) <= SOURCE_LENGTH:
        return columns
    return columns[:SOURCE_LENGTH].rsplit(",", 1)[0] + ", …"
