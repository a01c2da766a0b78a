"""The tables of a release and what refers to what, as a drawing: text stays text, the same bytes every time.

On a page the tables are in columns, each to the right of what it refers to, joined by lines. On a phone they are
under each other, each below the first table it refers to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from reports.charts.drawing import INK, QUIET, RULE
from reports.dictionary.context import Entity, TableReference

# referred to from nearly everywhere: a mark in the box instead of a line
EVERYWHERE, MARK = "policy.clause", "§"
BOX, HEIGHT, GAP, BETWEEN = 138, 42, 8, 26
STEP, LINE = 14, 30
NARROW = 330
KEY_LENGTH = 24
Places = Mapping[str, tuple[float, float]]


def drawn(entities: Iterable[Entity], references: Iterable[TableReference]) -> tuple[Entity, ...]:
    """The tables that refer to another or are referred to."""
    joined = {name for reference in references for name in (reference.table, reference.target)}
    return tuple(entity for entity in entities if entity.name in joined)


def wide(entities: Sequence[Entity], references: Sequence[TableReference]) -> str:
    """The drawing for a page."""
    shown = drawn(entities, references)
    lines = _lines(references)
    columns = _columns(shown, lines)
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


def narrow(entities: Sequence[Entity], references: Sequence[TableReference]) -> str:
    """The drawing for a phone."""
    shown = {entity.name: entity for entity in drawn(entities, references)}
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


def _columns(entities: Sequence[Entity], lines: Sequence[TableReference]) -> list[list[Entity]]:
    """Each table one column further than the furthest it refers to, near to what it refers to."""
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
