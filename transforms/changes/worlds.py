"""Judge again what lies between two releases: the inputs of the earlier one, exchanged family by family.

`previous` and `warehouse` are the releases; a world is made in memory, by the models that made `warehouse`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import duckdb

from transforms.changes.inputs import (
    DECISION,
    FEEDS,
    LINEAGE,
    PRESENT,
    PREVIOUS,
    Feed,
    filled,
    is_same,
)
from transforms.connecting import columns_of
from transforms.warehouse.making import World, create_schemas
from transforms.warehouse.models import Model

WORLD = "world"
VERDICT = "marts.verdict"
NAMES = "staging.program_reference"


@contextmanager
def world(
    con: duckdb.DuckDBPyConnection, models: Iterable[Model], exchanged: frozenset[str], is_same_policy: bool
) -> Iterator[None]:
    """The verdicts of the earlier inputs, those of the `exchanged` causes taken from the later release.

    They are `world.marts.verdict` while the context lasts.
    """
    judging = [model for model in models if model.schema != "staging"]
    read = frozenset().union(*(model.reads for model in judging))
    judged = World(judging, [VERDICT], given=read - {model.table for model in judging})
    [(home,)] = con.execute("select current_database()").fetchall()
    con.execute(f"attach ':memory:' as {WORLD}")
    try:
        con.execute(f"use {WORLD}")
        create_schemas(con)
        for table in sorted(judged.used):
            con.execute(f"create table {table} as {_leaf(con, table, exchanged, is_same_policy)}")
        judged.make(con)
        yield
    finally:
        con.execute(f"use {home}")
        con.execute(f"detach {WORLD}")


def _leaf(con: duckdb.DuckDBPyConnection, table: str, exchanged: frozenset[str], is_same_policy: bool) -> str:
    feed = next((feed for feed in FEEDS if feed.table == table), None)
    if feed:
        return _delivered(feed, exchanged)
    present = f"from {PRESENT}.{table}"
    previous = filled(con, PREVIOUS, table, columns_of(con, PRESENT, table))
    if table == NAMES:
        # a name without rows makes no program: those of both releases do no harm
        return f"{previous} union all by name {present}"
    if table.startswith("policy."):
        return present if is_same_policy or "policy_change" in exchanged else previous
    if table.startswith("meta."):
        return present if "decision" in exchanged else previous
    return present if "new_data" in exchanged else previous


def _delivered(feed: Feed, exchanged: frozenset[str]) -> str:
    base = f"from changes.base_{feed.name}"
    present = f"from {PRESENT}.{feed.table}" + (" where row_status = 'loaded'" if feed.is_placed else "")
    if feed == LINEAGE:
        return present if "lineage_change" in exchanged else base
    if feed == DECISION:
        return present if "decision" in exchanged else base
    if "new_data" in exchanged:
        return present
    if "restatement" not in exchanged:
        return base
    same = is_same("base", "present", feed.key)
    return f"select * from ({present}) as present where exists (select 1 {base} as base where {same})"
