"""What another policy would have judged of the same deliveries: who enters and leaves each card, and the seats.

`whatif` is exact; `public_whatif` says what the page says, which knows published counts only. Why both are needed:
docs/decisions/what-if-page.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from transforms.connecting import dicts_of
from transforms.disclosure.public_tables import PublicTable, public_tables
from transforms.disclosure.world import SEEN_AS_PUBLISHED, published_world
from transforms.policy.policy import Dated, Policy, PolicyError
from transforms.policy.tables import POLICY_TABLES, register_policy
from transforms.sql_text import selects_in
from transforms.warehouse.making import World, beside
from transforms.warehouse.models import find_models

BASE = "published"
VERDICT, HELD = "marts.verdict", "marts.held_card"
sql_of = selects_in(Path(__file__).with_name("queries"))


@dataclass(frozen=True)
class WhatIf:
    """Verdicts of the newest judged year under the published policy and under another.

    changes: one row per program whose card differs (card, other_card, seats, level, district). cards: programs and
    seats per card under both. groups: the same by level and by district (`scope`, `name`).
    """

    policy: Policy
    changes: list[dict[str, Any]]
    cards: list[dict[str, Any]]
    groups: list[dict[str, Any]]


def whatif(warehouse: Path, policy: Policy) -> WhatIf:
    """Judge the deliveries of a release by another policy; files are only read.

    What does not depend on the policy is taken from the release as it is, the rest is made again by the same models.
    """
    with judged_again(warehouse, policy) as con:
        return answered(con, policy)


def public_whatif(warehouse: Path, policy: Policy) -> WhatIf:
    """Judge the published counts of a release by another policy; files are only read.

    A program whose published counts do not give its published card at the release's own policy is held at it, as on
    the page. Errors: NoLimits.
    """
    models = find_models()
    judged = World(models, [VERDICT], given=POLICY_TABLES)
    seen = [table for table in public_tables(models) if table.name in SEEN_AS_PUBLISHED]
    needed = [PublicTable(name, "recomputed") for name in sorted({*judged.used, HELD} - POLICY_TABLES)]
    with published_world(warehouse, models, [*seen, *needed]) as con:
        con.execute("drop schema policy cascade")
        register_policy(con, policy)
        judged.make(con)
        con.execute("attach ':memory:' as published")
        con.execute("create schema published.marts")
        con.execute(sql_of("published_verdict"))
        con.execute(sql_of("held_verdict"))
        return answered(con, policy)


def answered(con: duckdb.DuckDBPyConnection, policy: Policy) -> WhatIf:
    """The comparison of `marts.verdict`, judged by a policy, with `published.marts.verdict`."""
    names = ("changes", "cards", "groups")
    return WhatIf(policy, *(dicts_of(con.execute(sql_of(f"whatif_{name}"))) for name in names))


@contextmanager
def judged_again(warehouse: Path, policy: Policy, *others: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The verdicts of published deliveries under a policy, and other tables, in memory; `published` is the release."""
    world = World(find_models(), [VERDICT, *others], given=POLICY_TABLES)
    with beside(warehouse, BASE) as con:
        register_policy(con, policy)
        world.see(con, BASE)
        world.make(con)
        yield con


def with_values(policy: Policy, settings: Iterable[str]) -> Policy:
    """The policy with single values replaced, each `criterion.line=5500`, `criterion.minimum_cohort=30`,
    `trigger.m=2` or `trigger.n=3`; a line or minimum is replaced for all its days.

    Errors: PolicyError naming the setting and what could be set.
    """
    for setting in settings:
        name, _, value = setting.partition("=")
        owner, _, field = name.strip().partition(".")
        try:
            policy = _with_value(policy, owner, field, float(value))
        except (KeyError, ValueError) as error:
            known = [f"{key}.line, {key}.minimum_cohort" for key in policy.criteria]
            known += [f"{key}.m, {key}.n" for key in policy.triggers]
            raise PolicyError(f"{setting!r} sets nothing ({error}); there are: {'; '.join(known)}") from None
    return policy


def _with_value(policy: Policy, owner: str, field: str, value: float) -> Policy:
    if field in ("line", "minimum_cohort"):
        criterion = policy.criteria[owner]
        series = getattr(criterion, field) or criterion.line[:1]
        # a repeal stays one
        changed = tuple(
            entry if entry.value is None else Dated(**{**entry.model_dump(), "value": value})
            for entry in series
        )
        criteria = policy.criteria | {owner: criterion.model_copy(update={field: changed})}
        return policy.model_copy(update={"criteria": criteria})
    if field in ("m", "n"):
        trigger = policy.triggers[owner]
        stated = {**trigger.model_dump(), field: int(value)}
        # a trigger of m running results stays one when only m is named
        if field == "m" and trigger.m == trigger.n:
            stated["n"] = int(value)
        triggers = policy.triggers | {owner: type(trigger)(**stated)}
        return policy.model_copy(update={"triggers": triggers})
    raise KeyError(field)
