"""What a reader is told of each open table: its subject and name, what a row is, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transforms.warehouse.describing import references
from transforms.warehouse.models import SQL_DIR, Model, load_tables
from transforms.yaml_text import read_yaml

SUBJECTS = SQL_DIR / "open_data.yaml"


class Undescribed(Exception):
    """A published table of which readers are told nothing; the message names the file to mend."""


@dataclass(frozen=True)
class Words:
    zh: str
    en: str


@dataclass(frozen=True)
class Reference:
    """`columns` name the row of `table` whose columns `to` hold the same."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class TableNotes:
    """`grain` says what one row is; `key` tells one row from another."""

    name: str
    subject: str
    title: Words
    grain: Words
    key: tuple[str, ...]
    references: tuple[Reference, ...]


def notes_of(tables: Iterable[str], path: Path = SUBJECTS) -> list[TableNotes]:
    """Notes of tables of a public file, by subject, in the order of readers. Errors: Undescribed.

    A table that is described but not in the file is passed over: another policy may lack it.
    """
    wanted = set(tables)
    told = load_tables() | {model.table: model.notes for model in map(_model, wanted) if model.notes}
    grains = {name: (subject, zh) for subject, named in read_yaml(path).items() for name, zh in named.items()}
    if lacking := sorted(wanted - (grains.keys() & told.keys())):
        raise Undescribed(f"{path.name}, or the notes of the table, do not describe {', '.join(lacking)}")
    return [_notes(name, *grains[name], told) for name in grains if name in wanted]


def _model(table: str) -> Model:
    schema, name = table.split(".")
    return Model(schema, name, SQL_DIR / schema / f"{name}.sql")


def _notes(name: str, subject: str, zh: str, tables: Mapping[str, Mapping[str, Any]]) -> TableNotes:
    told = tables[name]
    title, grain, key = Words(**told["title"]), Words(zh, told["grain"]), tuple(told.get("key", ()))
    # what a table refers to may not be published; there is nothing to look up then
    referred = tuple(
        Reference(columns, table, tuple(tables[table]["key"]))
        for table, columns in references(tables, name)
        if table in tables
    )
    return TableNotes(name, subject, title, grain, key, referred)
