"""The reports' only door to the data: named queries on a warehouse file opened read-only."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import duckdb

QUERIES = Path(__file__).with_name("queries")
Shape = TypeVar("Shape")


class Warehouse:
    """A built warehouse, read-only. Use as a context manager."""

    def __init__(self, path: Path) -> None:
        self._con = duckdb.connect(str(path), read_only=True)

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._con.close()

    def rows(
        self, query: str, shape: type[Shape], parameters: Mapping[str, Any] | None = None
    ) -> tuple[Shape, ...]:
        """The rows of `queries/<query>.sql` as objects of a dataclass with the query's columns."""
        table = self._con.sql(_sql(query), params=dict(parameters or {})).to_arrow_table()
        wanted = [field.name for field in fields(shape)]  # type: ignore[arg-type]
        if list(table.column_names) != wanted:
            raise TypeError(f"{query}.sql gives {table.column_names}, {shape.__name__} wants {wanted}")
        return tuple(
            shape(**{name: _told(value) for name, value in row.items()}) for row in table.to_pylist()
        )

    def row(self, query: str, shape: type[Shape], parameters: Mapping[str, Any] | None = None) -> Shape:
        """The only row of a query. Errors: LookupError if there is none or more than one."""
        rows = self.rows(query, shape, parameters)
        if len(rows) != 1:
            raise LookupError(f"{query}.sql gives {len(rows)} rows where one was expected")
        return rows[0]

    def has(self, table: str) -> bool:
        """Whether `schema.name` is in the file."""
        schema, name = table.split(".")
        sql = "select 1 from duckdb_tables() where schema_name = $schema and table_name = $name"
        return bool(self._con.execute(sql, {"schema": schema, "name": name}).fetchall())


@cache
def _sql(query: str) -> str:
    return (QUERIES / f"{query}.sql").read_text(encoding="utf-8")


def _told(value: Any) -> Any:
    """Delivered text on one line, without control characters and marks that turn the reading direction."""
    if not isinstance(value, str):
        return value
    spoken = "".join(" " if character.isspace() else character for character in value)
    return "".join(
        character for character in spoken if unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )
