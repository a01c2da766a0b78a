"""Selects in files of their own: one statement each, read once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

SQL_DIR = Path(__file__).resolve().parents[1] / "sql"


def selects_in(folder: Path) -> Callable[[str], str]:
    """A function that gives the text of `<folder>/<name>.sql`. Errors: FileNotFoundError."""

    @cache
    def sql_of(name: str) -> str:
        return (folder / f"{name}.sql").read_text(encoding="utf-8")

    return sql_of
