"""Computes the verdicts of a mixture of two releases: some inputs of the earlier one replaced by the later one's.

Replacing one family of inputs after the other shows which of them changed a verdict. The releases are attached as
`previous` and `warehouse`; a mixture, called a world, is computed in memory by the models of the code that runs.
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
    """Compute `world.marts.verdict`, which exists while the context lasts, and make `world` the database in use.

    exchanged: the causes whose inputs are taken from the later release; all other inputs are the earlier ones
    (`changes.base_<feed>`). is_same_policy: the policy is that of the later release in any case.
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
        # this table only names programs, and a name without delivered rows creates none: both releases' names are safe
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
