"""`majorwatch dictionary`: what the tables and columns of a release mean."""

from __future__ import annotations

from pathlib import Path

import typer

from flows.printing import headings, print_json, print_table, say
from transforms.receipts.locked_down import columns_of, tables_named

# sources of a column named on a terminal; --json has all of them
SHOWN_SOURCES = 3


def show_dictionary(warehouse: Path, table: str | None, lang: str, *, as_json: bool) -> int:
    """Every table, or the columns of the one meant; exit code 2 where none or several are."""
    found = tables_named(warehouse, table or "")
    exact = [row for row in found if table in (row["table_name"], row["table_name"].split(".")[1])]
    # marts come first: `verdict` means marts.verdict, not rules.verdict
    meant = exact[:1] or found
    if table is None or len(meant) > 1:
        if as_json:
            print_json(meant)
        else:
            print_table(headings(lang, "table", "rows", "meaning"), [tuple(row.values()) for row in meant])
        return 0 if table is None else 2
    if not meant:
        typer.echo(say("dictionary.unknown", lang, table=table), err=True)
        return 2
    [row] = meant
    columns = columns_of(warehouse, row["table_name"])
    if as_json:
        print_json(row | {"columns": columns})
        return 0
    typer.echo(f"{row['table_name']}: {row['meaning']}")
    rows = [(*list(column.values())[:3], _shortened(column["made_from"])) for column in columns]
    print_table(headings(lang, "column", "type", "meaning", "made_from"), rows)
    return 0


def _shortened(sources: str | None) -> str:
    parts = (sources or "").split(", ")
    more = f" … +{len(parts) - SHOWN_SOURCES}" if len(parts) > SHOWN_SOURCES else ""
    return ", ".join(parts[:SHOWN_SOURCES]) + more
