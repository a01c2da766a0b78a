"""What a check reports follows from the rows it found, not from the order they came in."""

from __future__ import annotations

import duckdb

from transforms.warehouse.build import SAMPLE_ROWS, found


def test_the_rows_named_are_the_first_by_value_whatever_their_order() -> None:
    with duckdb.connect() as con:
        up = con.sql("select i as program, 'x' as why from range(9) as n (i) order by i")
        down = con.sql("select i as program, 'x' as why from range(9) as n (i) order by i desc")
        one, other = found("c", "warn", up), found("c", "warn", down)
    assert one == other
    assert one.failures == 9
    assert [row["program"] for row in one.sample] == list(range(SAMPLE_ROWS))


def test_nothing_found_is_healthy() -> None:
    with duckdb.connect() as con:
        assert found("c", "error", con.sql("select 1 as x where false")).is_healthy
