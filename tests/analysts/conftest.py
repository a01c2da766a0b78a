"""The night of the shipped sample that tests/flows publishes is what an analyst works on here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.flows.conftest import published
from transforms.receipts.locked_down import query

__all__ = ["published"]

Answer = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="session")
def ask(published: Path) -> Answer:
    """Rows of a query on the exact warehouse of the release."""
    return partial(_rows, published / "current" / "warehouse.duckdb")


@pytest.fixture(scope="session")
def ask_public(published: Path) -> Answer:
    """Rows of a query on its public file."""
    return partial(_rows, published / "current" / "public.duckdb")


def _rows(file: Path, sql: str) -> list[tuple[Any, ...]]:
    """Asked as `majorwatch query` asks: DuckDB opens no file a second time with other settings."""
    with query(file, sql) as (_, rows):
        return list(rows)
