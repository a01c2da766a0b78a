"""Wherever a double of a warehouse is infinite or not a number, the check names its table and column."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from transforms.warehouse.describing import infinite_doubles


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute("create schema marts")
        con.execute(
            "create table marts.match as select 1.0::double as ratio, null::double as gap, 'C' as code"
        )
        yield con


def test_numbers_and_missing_ones_are_healthy(con):
    assert infinite_doubles(con, "memory").fetchall() == []


@pytest.mark.parametrize("value", ["inf", "-inf", "nan"])
def test_a_column_of_any_table_is_found(con, value):
    con.execute("create schema rules")
    con.execute("create table rules.drawn as select $value::double as supply", {"value": value})
    assert infinite_doubles(con, "memory").fetchall() == [("rules.drawn", "supply", 1)]


def test_a_division_by_nothing_is_found_with_its_rows(con):
    con.execute("insert into marts.match values (1.0::double / 0, 0, 'D'), (0.0::double / 0, 0, 'E')")
    assert infinite_doubles(con, "memory").fetchall() == [("marts.match", "ratio", 2)]
