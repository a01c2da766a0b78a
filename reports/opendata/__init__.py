"""The public tables of a release in formats that anybody can open, each value as the public file holds it."""

from reports.opendata.formats import FORMATS, OpenFile, file_of, path_of, write_tables
from reports.opendata.guard import MARK, guarded, is_guarded, unguarded
from reports.opendata.notes import Reference, TableNotes, Undescribed, Words, notes_of
from reports.opendata.sheet import MOST_ROWS, TableSheet
from reports.opendata.tables import OpenColumn, OpenTable, open_table

__all__ = [
    "FORMATS",
    "MARK",
    "MOST_ROWS",
    "OpenColumn",
    "OpenFile",
    "OpenTable",
    "Reference",
    "TableNotes",
    "TableSheet",
    "Undescribed",
    "Words",
    "file_of",
    "guarded",
    "is_guarded",
    "notes_of",
    "open_table",
    "path_of",
    "unguarded",
    "write_tables",
]
