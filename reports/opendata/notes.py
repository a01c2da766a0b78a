"""What readers of open data learn of each table: its subject and name, what a row is, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from transforms.warehouse.describing import notes_of_tables, references
from transforms.warehouse.models import NOTES, list_models, load_notes


class Undescribed(Exception):
    """A published table without the notes that readers need; the message names the files to mend."""


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


def notes_of(tables: Iterable[str]) -> list[TableNotes]:
    """Notes of tables of a public file, by subject, in the order of readers. Errors: Undescribed.

    A table that is described but not in the file is passed over: another policy may lack it.
    """
    wanted = set(tables)
    described = notes_of_tables(model for model in list_models() if model.table in wanted)
    shown = [name for name, notes in load_notes().items() if "subject" in notes and name in described]
    if lacking := sorted(wanted - set(shown)):
        raise Undescribed(f"sql/<layer>/{NOTES} gives no subject or no title of {', '.join(lacking)}")
    return [_notes(name, described) for name in shown if name in wanted]


def _notes(name: str, tables: Mapping[str, Mapping[str, Any]]) -> TableNotes:
    notes = tables[name]
    title, grain = Words(**notes["title"]), Words(notes["grain_zh"], notes["grain"])
    # what a table refers to may not be published; there is nothing to look up then
    referred = tuple(
        Reference(columns, table, tuple(tables[table]["key"]))
        for table, columns in references(tables, name)
        if table in tables
    )
    return TableNotes(name, notes["subject"], title, grain, tuple(notes.get("key", ())), referred)
