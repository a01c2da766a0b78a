"""The reports' only access to the data: named queries on the public file of a release, opened read-only.

The exact warehouse is refused: what is withheld cannot be printed by mistake.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from reports.data.published import READ_FROM
from transforms.connecting import read_only
from transforms.sql_text import selects_in

sql_of = selects_in(Path(__file__).parents[1])
Shape = TypeVar("Shape")
Key = TypeVar("Key")


class UnfitWarehouse(Exception):
    """The file lacks what every report needs, or holds what is withheld from all of them; the message says what."""


class Warehouse:
    """The public file of a release, read-only. Use as a context manager. Errors: UnfitWarehouse for an exact one."""

    def __init__(self, path: Path) -> None:
        self._con = read_only(path)
        if self._exact_schemas():
            self._con.close()
            raise UnfitWarehouse(
                f"{path}: holds exact counts; reports are written from what `protect` makes of it"
            )

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._con.close()

    def rows(
        self, query: str, shape: type[Shape], parameters: Mapping[str, Any] | None = None
    ) -> tuple[Shape, ...]:
        """The rows of `<query>.sql`, such as `warning/scope`, as objects of a dataclass.

        A query that begins with `from` gives the columns of the dataclass; one with a select of its own has to give
        the same. A field of a type of READ_FROM takes further columns after its own, such as `<name>_status`.
        Errors: TypeError where the columns differ or a table lacks one.
        """
        own = {field.name: READ_FROM.get(str(field.type)) for field in fields(shape)}  # type: ignore[arg-type]
        read = {
            name: (name, *(column.format(name) for column in beside[0])) if beside else (name,)
            for name, beside in own.items()
        }
        wanted = list(dict.fromkeys(column for columns in read.values() for column in columns))
        sql = _with_columns(sql_of(query), wanted)
        try:
            table = self._con.sql(sql, params=dict(parameters or {})).to_arrow_table()
        except duckdb.BinderException as error:
            raise TypeError(f"{query}.sql gives no {shape.__name__}: {error}") from error
        if list(table.column_names) != wanted:
            raise TypeError(f"{query}.sql gives {table.column_names}, {shape.__name__} wants {wanted}")
        columns = {name: table.column(name).to_pylist() for name in wanted}
        values = [
            map(beside[1] if beside else _cleaned, *(columns[column] for column in read[name]))
            for name, beside in own.items()
        ]
        return tuple(map(shape, *values))

    def grouped(
        self, query: str, shape: type[Shape], by: str, parameters: Mapping[str, Any] | None = None
    ) -> Mapping[str, tuple[Shape, ...]]:
        """The rows of a query by one of their fields, in their order."""
        return grouped(self.rows(query, shape, parameters), lambda row: getattr(row, by))

    def row(self, query: str, shape: type[Shape], parameters: Mapping[str, Any] | None = None) -> Shape:
        """The only row of a query. Errors: LookupError if there is none or more than one."""
        rows = self.rows(query, shape, parameters)
        if len(rows) != 1:
            raise LookupError(f"{query}.sql gives {len(rows)} rows where one was expected")
        return rows[0]

    def columns(
        self, query: str, *names: str, parameters: Mapping[str, Any] | None = None
    ) -> tuple[tuple[Any, ...], ...]:
        """The rows of a query, each with the values of the columns named."""
        sql = _with_columns(sql_of(query), names)
        table = self._con.sql(sql, params=dict(parameters or {})).to_arrow_table()
        return tuple(zip(*(map(_cleaned, table.column(name).to_pylist()) for name in names), strict=True))

    def column(self, query: str, name: str) -> tuple[Any, ...]:
        """The values of the one column that a query is read for."""
        return tuple(value for (value,) in self.columns(query, name))

    def tables(self) -> list[str]:
        """`schema.name` of every table in the file."""
        sql = "select schema_name || '.' || table_name from duckdb_tables() where not internal order by all"
        return [name for (name,) in self._con.execute(sql).fetchall()]

    def table(self, name: str) -> pa.Table:
        """All rows of `schema.name` unchanged, text as it was delivered."""
        return self._con.table(name).to_arrow_table()

    def _exact_schemas(self) -> list[tuple[str]]:
        sql = "select schema_name from duckdb_schemas() where schema_name in ('staging', 'core', 'rules')"
        return self._con.execute(sql).fetchall()


def grouped(rows: Iterable[Shape], key: Callable[[Shape], Key]) -> dict[Key, tuple[Shape, ...]]:
    """Rows by a key, keys and rows in the order they come in."""
    groups: defaultdict[Key, list[Shape]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return {name: tuple(own) for name, own in groups.items()}


@cache
def _from_first(sql: str) -> bool:
    """Whether the statement after the comments begins with `from`."""
    lines = (line for line in sql.splitlines() if line and not line.startswith("--"))
    return next(lines, "").startswith("from ")


def _with_columns(sql: str, columns: Sequence[str]) -> str:
    return f"select {', '.join(columns)}\n{sql}" if _from_first(sql) else sql


def _cleaned(value: Any) -> Any:
    """Delivered text on one line, without control characters and marks that turn the reading direction."""
    if not isinstance(value, str) or value.isprintable():
        return value
    cleaned = "".join(" " if character.isspace() else character for character in value)
    return "".join(
        character for character in cleaned if unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )
