"""What the command line prints: words in the language of the reader, tables, and JSON.

The catalogues and rich are imported where they are used: `--help` needs neither, and each costs a tenth of a second.
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
    """The words of the command line (flows/words.yaml) and, where it has none of its own, those of the reports."""
    from reports.document.catalogue import REPORTS, Vocabulary

    return Vocabulary(lang, Path(__file__).parent, REPORTS)


def say(key: str, lang: str, **values: Any) -> str:
    """The entry of a key in a language, filled in with values as they are. Errors: KeyError for a key or a field."""
    return words(lang)[key].format(**values)


def word(family: str, code: str | None, lang: str) -> str:
    """What `family.code` says; a code without words is shown as it is, None as nothing."""
    return "" if code is None else words(lang).get(f"{family}.{code}", code)


def headings(lang: str, *names: str) -> list[str]:
    """What stands over columns of these names."""
    return [say(f"column.{name}", lang) for name in names]


def print_table(headings: Sequence[str], rows: Iterable[Iterable[Any]]) -> None:
    """A table on standard output; text is shown as it is, never read as markup."""
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
    """JSON on standard output; what JSON has no form for is its text."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=1, default=str))
