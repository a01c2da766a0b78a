"""What another policy would have judged on the counts that are published: what the what-if page says.

The exact answer is `transforms.worlds.whatif`. Why both are needed: docs/decisions/what-if-page.md.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from transforms.disclosure.limits import sql_of
from transforms.disclosure.public_tables import PublicTable, public_tables
from transforms.disclosure.world import SEEN_AS_PUBLISHED, World, protected_world
from transforms.policy.policy import Policy
from transforms.policy.tables import register_policy
from transforms.warehouse.making import drop, make_table
from transforms.warehouse.models import Model, find_models
from transforms.worlds.whatif import VERDICT, WhatIf, answered, depending_on_policy, needed_for

HELD = "marts.held_card"


def public_whatif(warehouse: Path, policy: Policy) -> WhatIf:
    """Judge the published counts of a release by another policy; files are only read.

    A program whose published counts do not give its published card at the release's own policy is held at it, as on
    the page. Errors: NoLimits.
    """
    models = find_models()
    wanted = needed_for([VERDICT], models)
    again = [model for model in models if model.table in depending_on_policy(models) & wanted]
    facts = sorted(wanted - {model.table for model in again})
    seen = [table for table in public_tables(models) if table.name in SEEN_AS_PUBLISHED]
    needed = [PublicTable(name, "recomputed") for name in [*facts, HELD]]
    world = World(tuple(models), (*seen, *needed))
    with protected_world(warehouse, world) as con:
        con.execute("drop schema policy cascade")
        register_policy(con, policy)
        _judge(con, again)
        con.execute("attach ':memory:' as published")
        con.execute("create schema published.marts")
        con.execute(sql_of("published_verdict"))
        con.execute(sql_of("held_verdict"))
        return answered(con, policy)


def _judge(con: duckdb.DuckDBPyConnection, models: list[Model]) -> None:
    """Make these tables, in the place of what stands under their names."""
    standing = con.execute(
        "select table_schema || '.' || table_name from information_schema.tables "
        "where table_catalog = current_database()"
    ).fetchall()
    for model in models:
        if (model.table,) in standing:
            drop(con, model.table)
        make_table(con, model)
