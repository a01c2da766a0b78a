"""`majorwatch query`: read-only SQL on a release, as a table of the first rows, or all of them as CSV or JSON."""

from __future__ import annotations

import csv
import itertools
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

import typer

from flows.options import stop
from flows.printing import print_json, print_table, say
from transforms.receipts.locked_down import QueryRefused, query

SHOWN_ROWS = 50
Form = Literal["table", "json", "csv"]


def answer_query(warehouse: Path, sql: str, lang: str, form: Form) -> None:
    """Print the rows of a query; exit 2 where it fails, or reaches for more than the release."""
    try:
        with query(warehouse, sql) as (columns, rows):
            _show_rows(columns, rows, lang, form)
    except QueryRefused as error:
        why = say("query.forbidden", lang) if error.is_forbidden else ""
        stop(f"{say('query.refused', lang, error=error)}\n{why}".rstrip())


def _show_rows(columns: Sequence[str], rows: Iterable[tuple[Any, ...]], lang: str, form: Form) -> None:
    if form == "json":
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    else:
        first = list(itertools.islice(rows, SHOWN_ROWS + 1))
        print_table(columns, first[:SHOWN_ROWS])
        if len(first) > SHOWN_ROWS:
            typer.echo(say("query.more_rows", lang, shown=SHOWN_ROWS), err=True)
