"""Output of the command line: texts in the reader's language, tables and JSON, for the commands in flows/commands.

The text catalogues and rich are imported inside functions, because `--help` needs neither and importing each takes a
tenth of a second.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from reports.document.catalogue import Vocabulary


@cache
def words(lang: str) -> Vocabulary:
    """The texts of a language: those of flows/words.yaml first, then those of the reports."""
    from reports.document.catalogue import REPORTS, Vocabulary

    return Vocabulary(lang, Path(__file__).parent, REPORTS)


def say(key: str, lang: str, **values: Any) -> str:
    """The text of a key, its fields filled by `str.format`. Errors: KeyError for an unknown key or a missing field."""
    return words(lang)[key].format(**values)


def word(family: str, code: str | None, lang: str) -> str:
    """The text of the key `family.code`; the code itself where there is no such text, and "" for None."""
    return "" if code is None else words(lang).get(f"{family}.{code}", code)


def headings(lang: str, *names: str) -> list[str]:
    """The column headings for these column names (the texts `column.<name>`)."""
    return [say(f"column.{name}", lang) for name in names]


def print_table(headings: Sequence[str], rows: Iterable[Iterable[Any]]) -> None:
    """Print a table on standard output; None is an empty cell, and square brackets in a text are not rich markup."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD)
    for heading in headings:
        table.add_column(Text(heading), overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    Console().print(table)


def print_json(content: Any) -> None:
    """Print JSON on standard output; a value that JSON cannot express (a date, say) is written as its `str`."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=1, default=str))
