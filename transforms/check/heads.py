"""The first rows of a file, read as carefully as a delivery: looked at first, then parsed apart."""

from __future__ import annotations

import pickle
import tempfile
from pathlib import Path
from typing import Any

from transforms.deliveries.files.opening import open_file
from transforms.deliveries.files.safety import Limits, inspect
from transforms.deliveries.files.sandbox import Died, run_apart
from transforms.deliveries.files.sheets import Sheet, Unreadable

HEAD_FILE = "heads"
ALLOWED = ("parquet",)


def heads_of(path: Path) -> list[Sheet]:
    """The visible sheets of a file with their first rows; their bodies are not read. Errors: Unreadable."""
    limits = Limits()
    if path.is_symlink():
        raise Unreadable("symbolic_link")
    inspect(path, ALLOWED, limits)
    with tempfile.TemporaryDirectory(prefix="majorwatch-heads-") as folder:
        target = Path(folder) / HEAD_FILE
        try:
            run_apart(write_heads, (path, target), limits.memory, limits.seconds)
            content = pickle.loads(target.read_bytes())
        except (Died, FileNotFoundError) as problem:
            raise Unreadable(getattr(problem, "reason_code", "reader_failed")) from None
    if isinstance(content, str):
        raise Unreadable(content)
    return [Sheet(batches=_no_batches, **facts) for facts in content]


def write_heads(path: Path, target: Path, progress: Any = None) -> None:
    """Leave the heads behind, or the reason why there are none. Runs in the child."""
    try:
        sheets = [sheet for sheet in open_file(path, allow=ALLOWED).sheets if not sheet.is_hidden]
    except Unreadable as problem:
        target.write_bytes(pickle.dumps(problem.reason_code))
        return
    names = ("name", "head", "head_rows", "merges")
    target.write_bytes(pickle.dumps([{name: getattr(sheet, name) for name in names} for sheet in sheets]))


def _no_batches(first: int, width: int) -> Any:
    raise NotImplementedError("only the head was read")
