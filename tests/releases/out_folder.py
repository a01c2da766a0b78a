"""An output folder with small releases in it: a warehouse of one table and two pages, made in milliseconds."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from transforms.releases import Retention, Staged

ROWS = 3
LATER = date(2100, 1, 1)  # seen from here every release is old
FACTS: dict[str, Any] = {
    "inputs": "a1",
    "policy": "b2",
    "code": "c3",
    "as_of": "2026-09-01",
    "engine": "duckdb",
    "row_counts": {"marts.verdict": ROWS},
}


def build(staged: Staged, words: str = "一") -> None:
    """Fill a staged release as a run does."""
    with duckdb.connect(str(staged.warehouse)) as con:
        con.execute("create schema marts")
        con.execute(
            "create table marts.verdict as select range as program_id, $words as words from range($rows)",
            {"words": words, "rows": ROWS},
        )
    (staged.public / "site").mkdir()
    (staged.public / "site" / "index.html").write_text(f"<p>{words}</p>", encoding="utf-8")
    (staged.public / "data.csv").write_text(f"words\n{words}\n", encoding="utf-8")


def publish(
    out: Path,
    id: str,
    words: str = "一",
    kept: int = 30,
    days: int = 0,
    *,
    becomes_current: bool = True,
    **facts: Any,
) -> Path:
    """Build and publish one release; `facts` replace those of FACTS."""
    staged = Staged(out, id)
    build(staged, words)
    retention = Retention(kept, days, LATER)
    return staged.finish({**FACTS, **facts}, retention, becomes_current=becomes_current)
