"""Connections to DuckDB that say nothing by themselves.

After two seconds DuckDB draws a progress bar on standard output: into the answer that a program, or a pipe, reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb


def in_memory() -> duckdb.DuckDBPyConnection:
    """A database of one's own, to make tables in."""
    return _silent(duckdb.connect())


def read_only(file: Path, config: Mapping[str, Any] | None = None) -> duckdb.DuckDBPyConnection:
    """A file that is only read. Errors: duckdb.Error where it cannot be opened."""
    return _silent(duckdb.connect(str(file), read_only=True, config={**(config or {})}))


def _silent(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    con.execute("set enable_progress_bar = false")
    return con
