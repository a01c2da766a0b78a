"""What an outsider asks of a public file, one select per file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def sql_of(name: str) -> str:
    """The text of `<name>.sql`."""
    return (HERE / f"{name}.sql").read_text(encoding="utf-8")
