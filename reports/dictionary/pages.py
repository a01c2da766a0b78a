"""The data dictionary of the site: every published table and column, what it is made from, what refers to what.

The diagram is a drawing whose text stays text, the same bytes every time. On a page the tables are in columns, each to
the right of what it refers to, joined by lines. On a phone they are under each other, each below the first table it
refers to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from reports.charts.drawing import INK, QUIET, RULE
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
# columns that the exact warehouse does not have: why a number is withheld, and what is said of it instead
ADDED = (STATUS, "_at_least", "_at_most", "is_published_pool")


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
    count = len(tables_drawn(context.entities, context.references))
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
        wide_diagram(context.entities, context.references),
        narrow_diagram(context.entities, context.references),
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
        return plain(wording.text("dictionary.added")) if column.endswith(ADDED) else ()
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


# referred to from nearly everywhere: a mark in the box instead of a line
EVERYWHERE, MARK = "policy.clause", "§"
BOX, HEIGHT, GAP, BETWEEN = 138, 42, 8, 26
STEP, LINE = 14, 30
NARROW = 330
KEY_LENGTH = 24
Places = Mapping[str, tuple[float, float]]


def tables_drawn(entities: Iterable[Entity], references: Iterable[TableReference]) -> tuple[Entity, ...]:
    """The tables that refer to another or are referred to."""
    joined = {name for reference in references for name in (reference.table, reference.target)}
    return tuple(entity for entity in entities if entity.name in joined)


def wide_diagram(entities: Sequence[Entity], references: Sequence[TableReference]) -> str:
    """The drawing for a page."""
    shown = tables_drawn(entities, references)
    lines = _lines(references)
    columns = _columns_of_tables(shown, lines)
    places = {
        entity.name: (at * (BOX + BETWEEN), row * (HEIGHT + GAP))
        for at, column in enumerate(columns)
        for row, entity in enumerate(column)
    }
    width = len(columns) * (BOX + BETWEEN) - BETWEEN
    height = max((len(column) for column in columns), default=0) * (HEIGHT + GAP) - GAP
    marked = _marked(references)
    return _svg(
        width,
        height,
        [
            *(_curve(places, line) for line in lines),
            *(_box(entity, *places[entity.name], BOX, entity.name in marked) for entity in shown),
        ],
    )


def narrow_diagram(entities: Sequence[Entity], references: Sequence[TableReference]) -> str:
    """The drawing for a phone."""
    shown = {entity.name: entity for entity in tables_drawn(entities, references)}
    parents: dict[str, str] = {}
    for line in _lines(references):
        parents.setdefault(line.table, line.target)
    order = [row for name in shown if name not in parents for row in _below(name, 0, shown, parents)]
    marked = _marked(references)
    places = {name: (depth * STEP, at * (LINE + 4)) for at, (name, depth) in enumerate(order)}
    return _svg(
        NARROW,
        len(order) * (LINE + 4),
        [
            *(_elbow(places[parents[name]], places[name]) for name, depth in order if depth),
            *(
                _box(shown[name], *places[name], NARROW - places[name][0], name in marked, is_flat=True)
                for name, _ in order
            ),
        ],
    )


def _lines(references: Iterable[TableReference]) -> list[TableReference]:
    return [reference for reference in references if reference.target != EVERYWHERE]


def _marked(references: Iterable[TableReference]) -> set[str]:
    return {reference.table for reference in references if reference.target == EVERYWHERE}


def _columns_of_tables(entities: Sequence[Entity], lines: Sequence[TableReference]) -> list[list[Entity]]:
    """The tables in columns: each in the column right of all it refers to, at about the height of what it refers to."""
    targets: dict[str, list[str]] = {}
    for line in lines:
        targets.setdefault(line.table, []).append(line.target)

    def depth(name: str) -> int:
        return 1 + max((depth(target) for target in targets.get(name, ())), default=-1)

    columns: list[list[Entity]] = []
    rows: dict[str, int] = {}
    for level in range(1 + max((depth(entity.name) for entity in entities), default=-1)):
        of_level = [entity for entity in entities if depth(entity.name) == level]
        near = {
            entity.name: sum(rows[target] for target in targets.get(entity.name, ()))
            / max(len(targets.get(entity.name, ())), 1)
            for entity in of_level
        }
        of_level.sort(key=lambda entity: (near[entity.name], entity.name))
        rows |= {entity.name: row for row, entity in enumerate(of_level)}
        columns.append(of_level)
    return columns


def _below(
    name: str, depth: int, shown: Mapping[str, Entity], parents: Mapping[str, str]
) -> Iterable[tuple[str, int]]:
    yield name, depth
    for child in shown:
        if parents.get(child) == name:
            yield from _below(child, depth + 1, shown, parents)


def _box(entity: Entity, x: float, y: float, width: float, is_marked: bool, *, is_flat: bool = False) -> str:
    """A table: its schema and name, and its key; dashed where it stays in the exact warehouse."""
    schema, name = entity.name.split(".")
    key = ", ".join(entity.key)
    key = key if len(key) <= KEY_LENGTH else f"{entity.key[0]} + {len(entity.key) - 1}"
    dash = "" if entity.how else ' stroke-dasharray="3 2"'
    fill = "#f3f5f7" if schema == "policy" else "#ffffff"
    height = LINE if is_flat else HEIGHT
    parts = [
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height}" fill="{fill}" stroke="{RULE}"{dash}/>'
    ]
    if is_flat:
        parts.append(_text(x + 6, y + 19, f"{schema}.{name}", INK, 12))
    else:
        parts += [_text(x + 6, y + 12, schema, QUIET, 9), _text(x + 6, y + 24, name, INK, 11)]
        parts.append(_text(x + 6, y + 36, key, QUIET, 9))
    if is_marked:
        parts.append(_text(x + width - 12, y + 12, MARK, INK, 10))
    return "".join(parts)


def _text(x: float, y: float, text: str, colour: str, size: int) -> str:
    return f'<text x="{x:g}" y="{y:g}" fill="{colour}" font-size="{size}">{escape(text)}</text>'


def _curve(places: Places, line: TableReference) -> str:
    """From the table that refers, on its left, to the one it refers to, whose end carries a dot."""
    (from_x, from_y), (to_x, to_y) = places[line.table], places[line.target]
    start, end = from_y + HEIGHT / 2, to_y + HEIGHT / 2
    edge, bend = to_x + BOX, BETWEEN / 2
    path = f"M{from_x:g} {start:g}C{from_x - bend:g} {start:g} {edge + bend:g} {end:g} {edge:g} {end:g}"
    dot = f'<circle cx="{edge:g}" cy="{end:g}" r="2.5" fill="{QUIET}"/>'
    return f'<path d="{path}" fill="none" stroke="{QUIET}" stroke-width="0.8"/>{dot}'


def _elbow(parent: tuple[float, float], own: tuple[float, float]) -> str:
    x = parent[0] + STEP / 2
    return f'<path d="M{x:g} {parent[1] + LINE:g}V{own[1] + LINE / 2:g}H{own[0]:g}" fill="none" stroke="{QUIET}"/>'


def _svg(width: float, height: float, parts: Iterable[str]) -> str:
    inner = "\n".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 {width + 4:g} {height + 4:g}">\n{inner}\n</svg>'
