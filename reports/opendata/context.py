"""What the open data holds: every table of the public file, with its words, as a reader gets it."""

from __future__ import annotations

from dataclasses import dataclass

from reports.data.query import Warehouse
from reports.data.shared import Shared
from reports.opendata import OpenTable, notes_of, open_table
from transforms.warehouse.models import load_columns


@dataclass(frozen=True)
class OpenData:
    shared: Shared
    tables: tuple[OpenTable, ...]

    def subjects(self) -> dict[str, tuple[OpenTable, ...]]:
        """Tables by subject, both in the order of readers."""
        names = dict.fromkeys(table.notes.subject for table in self.tables)
        return {name: tuple(table for table in self.tables if table.notes.subject == name) for name in names}


def load_open_data(warehouse: Warehouse, shared: Shared) -> OpenData:
    """Read all of it. Errors: Undescribed, KeyError for a column without words."""
    names, described = warehouse.tables(), load_columns()
    return OpenData(
        shared,
        tuple(open_table(notes, warehouse.table(notes.name), described, names) for notes in notes_of(names)),
    )
