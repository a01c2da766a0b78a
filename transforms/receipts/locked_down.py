"""Read a published warehouse, locked down: no writing, no other file, no network, no way to unlock it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from transforms.connecting import dicts_of, read_only
from transforms.sql_text import selects_in

LOCKED_DOWN: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    # what does not fit into memory is not spilled beside the release
    "temp_directory": "",
}
BATCH = 10_000
CARDS = "select card, zh, en, action_zh, action_en from policy.card"
sql_of = selects_in(Path(__file__).with_name("queries"))
Rows = list[dict[str, Any]]
# how DuckDB words what the lock is for, in errors of several kinds
NOT_ALLOWED = (
    "disabled by configuration",
    "disabled through configuration",
    "has been locked",
    "read-only mode",
)


class QueryRefused(Exception):
    """A query that DuckDB would not run: wrong, or not allowed here. The message is DuckDB's own."""

    @property
    def is_forbidden(self) -> bool:
        """Whether it would have read or written anything but the release, or changed a setting."""
        return any(words in str(self) for words in NOT_ALLOWED)


@contextmanager
def locked_down(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection that can see this one file. Errors: QueryRefused if it cannot be opened."""
    try:
        con = read_only(warehouse, LOCKED_DOWN)
    except duckdb.Error as error:
        raise QueryRefused(str(error)) from None
    con.execute("set lock_configuration = true")
    try:
        yield con
    finally:
        con.close()


def rows_of_query(con: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> Rows:
    """The rows of `queries/<name>.sql`."""
    return dicts_of(con.execute(sql_of(name), parameters))


@contextmanager
def query(warehouse: Path, sql: str) -> Iterator[tuple[list[str], Iterator[tuple[Any, ...]]]]:
    """Column names and rows of a query. Errors: QueryRefused."""
    with locked_down(warehouse) as con:
        try:
            con.execute(sql)
        except duckdb.Error as error:
            raise QueryRefused(str(error)) from None
        yield [column[0] for column in con.description or []], _rows(con)


def a_warned_program(warehouse: Path) -> str | None:
    """A program of the most severe card of the latest year, one judged on a ratio where there is one."""
    with query(warehouse, sql_of("warned_program")) as (_, rows):
        return next((str(row[0]) for row in rows), None)


def card_names(warehouse: Path, lang: str) -> dict[str, tuple[str, str]]:
    """What the policy calls each card and the action that follows from it, in `zh` or `en`."""
    with query(warehouse, CARDS) as (_, rows):
        return {row[0]: (row[1], row[3]) if lang == "zh" else (row[2], row[4]) for row in rows}


def tables_named(warehouse: Path, part: str = "") -> Rows:
    """Tables whose name holds `part` (all by default), with their rows and meaning; marts first."""
    with locked_down(warehouse) as con:
        return rows_of_query(con, "dictionary_tables", part=part)


def columns_of(warehouse: Path, table: str) -> Rows:
    """The columns of `schema.name`: type, meaning, and the delivered columns and policy values each is made from."""
    with locked_down(warehouse) as con:
        return rows_of_query(con, "dictionary_columns", table=table)


def _rows(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    try:
        while batch := con.fetchmany(BATCH):
            yield from batch
    except duckdb.Error as error:
        raise QueryRefused(str(error)) from None
