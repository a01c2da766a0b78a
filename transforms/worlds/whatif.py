"""What another policy would have judged of the same deliveries: who enters and leaves each card, and the seats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from transforms.connecting import dicts_of
from transforms.policy.policy import Dated, Policy, PolicyError
from transforms.policy.tables import POLICY_TABLES, register_policy
from transforms.sql_text import selects_in
from transforms.warehouse.making import World, beside
from transforms.warehouse.models import find_models

BASE = "published"
VERDICT = "marts.verdict"
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

    @cached_property
    def moved(self) -> dict[tuple[str, str], int]:
        """(card, other card) → programs."""
        counted: dict[tuple[str, str], int] = {}
        for row in self.changes:
            pair = (row["card"], row["other_card"])
            counted[pair] = counted.get(pair, 0) + 1
        return counted


def whatif(warehouse: Path, policy: Policy) -> WhatIf:
    """Judge the published deliveries by another policy; the published file is only read.

    Everything that does not depend on the policy is taken from the release as it stands, the rest is made again by
    the same models.
    """
    with judged_again(warehouse, policy) as con:
        return answered(con, policy)


def answered(con: duckdb.DuckDBPyConnection, policy: Policy) -> WhatIf:
    """The comparison of `marts.verdict`, judged by a policy, with `published.marts.verdict`."""
    return WhatIf(
        policy, _rows(con, "whatif_changes"), _rows(con, "whatif_cards"), _rows(con, "whatif_groups")
    )


@contextmanager
def judged_again(warehouse: Path, policy: Policy, *others: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The verdicts of published deliveries under a policy, and other tables, in memory; `published` is the release."""
    world = World(find_models(), [VERDICT, *others], given=POLICY_TABLES)
    with beside(warehouse, BASE) as con:
        register_policy(con, policy)
        world.see(con, BASE)
        world.make(con)
        yield con


def _rows(con: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    return dicts_of(con.execute(sql_of(name)))


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
