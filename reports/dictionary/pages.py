"""The data dictionary of the site: every published table and column, what it is made from, what refers to what."""

from __future__ import annotations

from collections.abc import Mapping

from reports.dictionary import diagram as entity_diagram
from reports.dictionary.context import DictionaryColumn, DictionaryContext, Entity, TableReference
from reports.document.blocks import Block, Chart, Paragraph, Span, Spans, Table, joined, plain
from reports.document.document import OPEN_DATA, Page, code_of, link, number_blocks
from reports.document.fields import Field, number, table_of
from reports.document.language import Language
from reports.document.wording import Wording
from transforms.warehouse.models import STATUS

# sources named in a cell; all of them are in meta.lineage
SOURCES_SHOWN = 4
SOURCE_LENGTH = 120


def write_dictionary(context: DictionaryContext, language: Language) -> tuple[Page, ...]:
    """The list of tables with their diagram, and a page for each published table, in one language."""
    wording = Wording(language, context.shared)
    return (_overview(wording, context), *(_table(wording, context, entity) for entity in context.published))


def _overview(wording: Wording, context: DictionaryContext) -> Page:
    blocks: list[Block] = [
        Paragraph((*wording.spans("dictionary.intro"), Span(" "), _download(wording, "dictionary.download"))),
        _diagram(wording, context),
        _tables(wording, context),
    ]
    title, subtitle = (wording.text(f"directory.table.{part}") for part in ("title", "subtitle"))
    return Page("table", "", title, subtitle, number_blocks(wording, blocks))


def _diagram(wording: Wording, context: DictionaryContext) -> Chart:
    """What refers to what: a drawing, its words, and the same as a table."""
    count = len(entity_diagram.drawn(context.entities, context.references))
    fields: tuple[Field[TableReference], ...] = (
        Field("dictionary.table", lambda found: _named(context, found.table)),
        Field("dictionary.by_columns", lambda found: ", ".join(found.columns)),
        Field("dictionary.refers_to", lambda found: _named(context, found.target)),
    )
    rows = sorted(context.references, key=lambda found: (found.table, found.target, found.columns))
    caption = wording.text("dictionary.diagram")
    return Chart(
        caption,
        wording.text("dictionary.diagram_alt", tables=str(count), references=str(len(rows))),
        entity_diagram.wide(context.entities, context.references),
        entity_diagram.narrow(context.entities, context.references),
        table_of(wording, plain(caption), fields, rows, "diagram-data"),
        "diagram",
        wording.spans("dictionary.diagram_note"),
    )


def _tables(wording: Wording, context: DictionaryContext) -> Table:
    fields: tuple[Field[Entity], ...] = (
        Field("dictionary.table", lambda entity: _named(context, entity.name)),
        Field("dictionary.what", lambda entity: wording.either(entity.title_zh, entity.title_en)),
        Field("dictionary.grain", lambda entity: _grain(wording, entity), width="fill"),
        number("dictionary.columns", lambda entity: wording.count(len(entity.columns))),
        Field("dictionary.how_published", lambda entity: wording.text(f"dictionary.how.{entity.how}")),
    )
    return table_of(wording, "dictionary.tables", fields, context.published, "tables", layout="records")


def _table(wording: Wording, context: DictionaryContext, entity: Entity) -> Page:
    own = [reference for reference in context.references if reference.table == entity.name]
    others = [reference for reference in context.references if reference.target == entity.name]
    blocks: list[Block] = [
        Paragraph(_grain(wording, entity)),
        Paragraph(
            (
                *wording.spans(f"dictionary.how_text.{entity.how}"),
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
        blocks.append(wording.note("info", "dictionary.made_from", "dictionary.made_from_note"))
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


def _references(wording: Wording, context: DictionaryContext, key: str, found: list[TableReference]) -> Spans:
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
    def described(column: DictionaryColumn) -> Mapping[str, str]:
        return context.words[column.column_name]

    def sources(column: DictionaryColumn) -> Spans:
        return _sources(wording, context, entity.name, column.column_name)

    fields: tuple[Field[DictionaryColumn], ...] = (
        Field("dictionary.column", lambda column: _column_name(entity, column)),
        Field("dictionary.label", lambda column: described(column)["zh"]),
        Field("dictionary.meaning", lambda column: described(column)["en"], width="fill"),
        Field("dictionary.unit", lambda column: described(column).get("unit", "")),
        Field("dictionary.type", lambda column: (Span(column.data_type, "quiet"),)),
        Field("dictionary.made_from", sources, width="part"),
    )
    return table_of(
        wording,
        "dictionary.columns_of",
        fields,
        entity.columns,
        "columns",
        wording.spans("dictionary.columns_note"),
        "records",
        anchors=lambda column: f"column-{column.column_name}",
    )


def _column_name(entity: Entity, column: DictionaryColumn) -> Spans:
    return (Span(column.column_name, "strong" if column.column_name in entity.key else "plain"),)


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
