"""What another policy would have judged on the counts that are published: what the what-if page says.

The exact answer is `transforms.worlds.whatif`. Why both are needed: docs/decisions/what-if-page.md.
"""

from __future__ import annotations

from pathlib import Path

from transforms.disclosure.limits import sql_of
from transforms.disclosure.public_tables import PublicTable, public_tables
from transforms.disclosure.world import SEEN_AS_PUBLISHED, protected_world
from transforms.policy.policy import Policy
from transforms.policy.tables import POLICY_TABLES, register_policy
from transforms.warehouse.making import World
from transforms.warehouse.models import find_models
from transforms.worlds.whatif import VERDICT, WhatIf, answered

HELD = "marts.held_card"


def public_whatif(warehouse: Path, policy: Policy) -> WhatIf:
    """Judge the published counts of a release by another policy; files are only read.

    A program whose published counts do not give its published card at the release's own policy is held at it, as on
    the page. Errors: NoLimits.
    """
    models = find_models()
    judged = World(models, [VERDICT], given=POLICY_TABLES)
    seen = [table for table in public_tables(models) if table.name in SEEN_AS_PUBLISHED]
    needed = [PublicTable(name, "recomputed") for name in sorted({*judged.used, HELD} - POLICY_TABLES)]
    with protected_world(warehouse, models, [*seen, *needed]) as con:
        con.execute("drop schema policy cascade")
        register_policy(con, policy)
        judged.make(con)
        con.execute("attach ':memory:' as published")
        con.execute("create schema published.marts")
        con.execute(sql_of("published_verdict"))
        con.execute(sql_of("held_verdict"))
        return answered(con, policy)
