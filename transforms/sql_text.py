"""Selects in files of their own, one statement each, and the notes of a layer of them: each file read once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from transforms.yaml_text import read_yaml

SQL_DIR = Path(__file__).resolve().parents[1] / "sql"
NOTES = "_tables.yaml"  # in each layer: what each of its tables is


def selects_in(folder: Path) -> Callable[[str], str]:
    """A function that gives the text of `<folder>/<name>.sql`. Errors: FileNotFoundError."""

    @cache
    def sql_of(name: str) -> str:
        return (folder / f"{name}.sql").read_text(encoding="utf-8")

    return sql_of


@cache
def layer_notes(folder: Path) -> dict[str, dict[str, Any]]:
    """What the notes of a layer say of each of its tables by name, in the order of readers; empty without a file."""
    path = folder / NOTES
    return read_yaml(path) if path.exists() else {}
