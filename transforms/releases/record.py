"""The record of runs, runs.jsonl: one line for each run and each time the pointer was moved back."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

RUNS = "runs.jsonl"


def append_run(out: Path, record: Mapping[str, Any]) -> None:
    """Add one line to runs.jsonl; after a line that a crash cut off, on a line of its own."""
    line = json.dumps(record, ensure_ascii=False, default=str).encode() + b"\n"
    with (out / RUNS).open("a+b") as stream:
        if stream.seek(0, os.SEEK_END):
            stream.seek(-1, os.SEEK_END)
            line = line if stream.read() == b"\n" else b"\n" + line
        stream.write(line)
        stream.flush()
        os.fsync(stream.fileno())


def read_runs(out: Path) -> list[dict[str, Any]]:
    """Runs, oldest first; a line cut off by a crash is passed over."""
    path = out / RUNS
    if not path.exists():
        return []
    runs = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            runs.append(json.loads(line))
        except ValueError:
            continue
    return runs
