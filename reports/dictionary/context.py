"""What the data dictionary shows: every published table and column, from the notes of the layers and the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reports.data.query import Warehouse, grouped
from reports.data.release import Shared
from reports.opendata.tables import notes_of
from transforms.disclosure.public_tables import How, public_tables
from transforms.warehouse import load_columns
from transforms.warehouse.describing import notes_of_tables, references
from transforms.warehouse.models import list_models


@dataclass(frozen=True)
class DictionaryColumn:
    table_name: str
    column_name: str
    data_type: str


@dataclass(frozen=True)
class DictionarySource:
    """`source_columns` of one table that a column is made from."""

    table_name: str
    column_name: str
    source_table: str
    source_columns: str


@dataclass(frozen=True)
class TableReference:
    """`columns` of `table` hold the key of `target`."""

    table: str
    target: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Entity:
    """A table. how: in which way it is published; None for one that is not, but that a published table refers to."""

    name: str
    title_zh: str
    title_en: str
    grain_zh: str
    grain_en: str
    key: tuple[str, ...]
    how: How | None
    columns: tuple[DictionaryColumn, ...] = ()


@dataclass(frozen=True)
class DictionaryContext:
    shared: Shared
    entities: tuple[Entity, ...]
    references: tuple[TableReference, ...]
    words: Mapping[str, Mapping[str, str]]
    sources: Mapping[tuple[str, str], tuple[DictionarySource, ...]] = field(default_factory=dict)

    @property
    def published(self) -> tuple[Entity, ...]:
        return tuple(entity for entity in self.entities if entity.how)


def load_dictionary(data: Warehouse, shared: Shared) -> DictionaryContext:
    """Read the tables of the public file and the unpublished tables that they refer to, sorted by name."""
    columns = data.grouped("dictionary/column", DictionaryColumn, "table_name")
    models = list_models()
    notes = notes_of_tables(models)
    grains = {table.name: table.grain.zh for table in notes_of(columns)}
    hows: dict[str, How] = {table.name: table.how for table in public_tables(models)}
    sources = data.rows("dictionary/source", DictionarySource)
    found = _references(notes, {name: {row.column_name for row in rows} for name, rows in columns.items()})
    inside = {reference.target for reference in found} - columns.keys()
    return DictionaryContext(
        shared,
        tuple(
            Entity(
                name,
                notes[name]["title"]["zh"],
                notes[name]["title"]["en"],
                grains.get(name, ""),
                notes[name]["grain"],
                tuple(notes[name].get("key", ())),
                hows.get(name, "unchanged") if name in columns else None,
                columns.get(name, ()),
            )
            for name in sorted({*columns, *inside})
        ),
        found,
        load_columns(),
        grouped(sources, lambda source: (source.table_name, source.column_name)),
    )


def _references(
    notes: Mapping[str, Mapping[str, Any]], columns: Mapping[str, set[str]]
) -> tuple[TableReference, ...]:
    """References of published tables by published columns, and those of the unpublished tables they lead to."""
    found: list[TableReference] = []
    waiting, seen = sorted(columns), set[str]()
    while waiting:
        table = waiting.pop(0)
        if table in seen:
            continue
        seen.add(table)
        for target, own in references(notes, table):
            if set(own) <= columns.get(table, set(own)):
                found.append(TableReference(table, target, own))
                waiting.append(target)
    return tuple(found)
