"""The first rows of a file, read as carefully as a delivery: inspected, then parsed in a bounded child process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from transforms.child_process import ChildDied, run_in_child
from transforms.deliveries.files.opening import open_file
from transforms.deliveries.files.safety import FileLimits, inspect
from transforms.deliveries.files.sheets import Sheet, UnreadableFile

ALLOWED = ("parquet",)
READ = ("name", "head", "head_rows", "merges")


def heads_of(path: Path) -> list[Sheet]:
    """The visible sheets of a file with their first rows; their bodies are not read. Errors: UnreadableFile."""
    limits = FileLimits()
    if path.is_symlink():
        raise UnreadableFile("symbolic_link")
    inspect(path, ALLOWED, limits)
    try:
        heads = run_in_child(_read_heads, path, bounds=limits.bounds)
    except ChildDied as problem:
        raise UnreadableFile(problem.reason_code) from None
    if isinstance(heads, str):
        raise UnreadableFile(heads)
    return [Sheet(batches=_no_batches, **facts) for facts in heads]


def _read_heads(path: Path) -> list[dict[str, Any]] | str:
    """READ of each visible sheet, or the reason code why there are none. Runs in the child."""
    try:
        sheets = [sheet for sheet in open_file(path).sheets if not sheet.is_hidden]
    except UnreadableFile as problem:
        return problem.reason_code
    return [{name: getattr(sheet, name) for name in READ} for sheet in sheets]


def _no_batches(first: int, width: int) -> Any:
    raise NotImplementedError("only the head was read")
