"""The house as files: which belong to it, read and parsed once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE_ROOMS = ("flows", "reports", "transforms")
ROOMS = (*CODE_ROOMS, "data/raw", "docs", "policy", "sql", "tests", ".ci")
BUILT = {"__pycache__", ".hypothesis", ".pytest_cache"}


def files_of(*rooms: str, pattern: str = "*") -> list[Path]:
    """Files of these rooms, sorted, without what tools leave behind."""
    found = (path for room in rooms for path in (ROOT / room).rglob(pattern) if path.is_file())
    return sorted(path for path in found if not BUILT & set(path.parts))


def papers() -> list[Path]:
    """The files at the top of the house."""
    return sorted(path for path in ROOT.iterdir() if path.is_file() and not path.name.startswith(".git"))


def text_files() -> Iterator[tuple[str, str]]:
    """Name and content of every file that is text, data included."""
    for path in [*papers(), *files_of(*ROOMS)]:
        try:
            yield named(path), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> set[str]:
    """Modules a file imports, at its top or inside a function, as written."""
    names = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names
