"""The night of the shipped sample that tests/flows publishes is what an analyst works on here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.flows.conftest import published

__all__ = ["published"]

Answer = Callable[[str], list[tuple[Any, ...]]]


# for a module: DuckDB opens no file twice with different settings, and `query` has its own
@pytest.fixture(scope="module")
def ask(published: Path) -> Iterator[Answer]:
    """Rows of a query on the exact warehouse of the release."""
    with duckdb.connect(str(published / "current" / "warehouse.duckdb"), read_only=True) as con:
        yield lambda sql: con.execute(sql).fetchall()


@pytest.fixture(scope="module")
def ask_public(published: Path) -> Iterator[Answer]:
    """Rows of a query on its public file."""
    with duckdb.connect(str(published / "current" / "public.duckdb"), read_only=True) as con:
        yield lambda sql: con.execute(sql).fetchall()
