"""A policy as the tables of schema `policy` that the rules read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb
import pyarrow as pa

from transforms.warehouse.landing_tables import create_table
from transforms.warehouse.policy import Dated, Policy

LEVELS = ("secondary", "associate", "vocational_bachelor", "bachelor", "postgraduate", "all")


def register_policy(con: duckdb.DuckDBPyConnection, policy: Policy) -> None:
    """Make the tables of schema `policy` that the rules read."""
    con.execute("create schema policy")
    for name, (schema, rows) in policy_tables(policy).items():
        create_table(con, f"policy.{name}", rows, schema)


def policy_tables(policy: Policy) -> dict[str, tuple[pa.Schema, list[dict[str, Any]]]]:
    """Every table of schema `policy`: name → (columns, rows)."""
    text, whole, real, day, flag = pa.string(), pa.int32(), pa.float64(), pa.date32(), pa.bool_()
    return {
        "policy": (
            pa.schema([(n, text) for n in POLICY_COLUMNS] + [("stale_after_years", whole)]),
            [_policy_row(policy)],
        ),
        "clause": (
            pa.schema(
                [("clause_id", text), ("title", text), ("number", text), ("article", text), ("issued_on", day)]
                + [("last_checked_on", day), ("kind", text), ("is_verified", flag)]
            ),
            [
                {**clause.model_dump(exclude={"verified"}), "clause_id": key, "is_verified": clause.verified}
                for key, clause in policy.clauses.items()
            ],
        ),
        "parameter": (
            pa.schema([("parameter", text), *DATED]),
            [row | {"parameter": k} for k, series in policy.parameters.items() for row in dated_rows(series, _levels_of(series))],
        ),
        "criterion": (
            pa.schema(
                [(n, text) for n in ("criterion_id", "title_zh", "title_en", "indicator", "observation")]
                + [("fails_when", text), ("unit", text), ("pooled", text), ("rank_within", text), ("skips_averaged", flag), ("is_required", flag)]
            ),
            [
                criterion.model_dump(include=CRITERION_FIELDS)
                | {"criterion_id": key, "title_zh": criterion.title.zh, "title_en": criterion.title.en}
                for key, criterion in policy.criteria.items()
            ],
        ),
        "criterion_level": (
            pa.schema([("criterion_id", text), ("level", text)]),
            [{"criterion_id": k, "level": level} for k, c in policy.criteria.items() for level in c.levels],
        ),
        "criterion_window": (
            pa.schema([("criterion_id", text), ("window_years", whole)]),
            [{"criterion_id": k, "window_years": w} for k, c in policy.criteria.items() for w in c.windows],
        ),
        "criterion_line": (
            pa.schema([("criterion_id", text), *DATED]),
            [row | {"criterion_id": k} for k, c in policy.criteria.items() for row in dated_rows(c.line, c.levels)],
        ),
        "criterion_minimum": (
            pa.schema([("criterion_id", text), *DATED]),
            [row | {"criterion_id": k} for k, c in policy.criteria.items() for row in dated_rows(c.minimum_cohort, c.levels)],
        ),
        "trigger": (
            pa.schema(
                [(n, text) for n in ("trigger_id", "title_zh", "title_en", "over", "card", "clause_id")]
                + [("m", whole), ("n", whole)]
            ),
            [
                {"trigger_id": k, "title_zh": t.title.zh, "title_en": t.title.en, "over": t.over}
                | {"card": t.card, "clause_id": t.clause, "m": t.m, "n": t.n}
                for k, t in policy.triggers.items()
            ],
        ),
        "trigger_criterion": (
            pa.schema([("trigger_id", text), ("criterion_id", text)]),
            [{"trigger_id": k, "criterion_id": c} for k, t in policy.triggers.items() for c in t.criteria],
        ),
        "card": (
            pa.schema([(n, text) for n in ("card", "zh", "en", "action_zh", "action_en")] + [("severity", whole)]),
            [
                {"card": k, "zh": c.title.zh, "en": c.title.en, "action_zh": c.action.zh, "action_en": c.action.en}
                | {"severity": CARD_SEVERITY.index(k)}
                for k, c in policy.ladder.items()
            ],
        ),
        "coupling_level": (
            pa.schema([("coupling_level", whole), ("above", real), ("up_to", real), ("zh", text), ("en", text)]),
            _coupling_rows(policy),
        ),
        "reinstatement": (
            pa.schema([("card", text), ("passes", whole), ("clause_id", text)]),
            [
                {"card": card, "passes": policy.reinstatement.passes, "clause_id": policy.reinstatement.clause}
                for card in (policy.reinstatement.cards if policy.reinstatement else ())
            ],
        ),
    }


CARD_SEVERITY = ("none", "yellow", "orange", "red", "exit")
CRITERION_FIELDS = {"indicator", "observation", "fails_when", "unit", "pooled", "rank_within", "skips_averaged", "is_required"}
POLICY_COLUMNS = (
    "policy_id",
    "title_zh",
    "title_en",
    "city_zh",
    "city_en",
    "region_code",
    "reference_region_code",
    "crosswalk_source",
    "demand_basis",
    "supply_basis",
    "demand_year",
    "digest",
)
DATED = [
    ("level", pa.string()),
    ("valid_from", pa.date32()),
    ("valid_before", pa.date32()),
    ("value", pa.float64()),
    ("clause_id", pa.string()),
]


def _policy_row(policy: Policy) -> dict[str, Any]:
    names = {"policy_id": policy.policy, "title_zh": policy.title.zh, "title_en": policy.title.en}
    city = {"city_zh": policy.city.zh, "city_en": policy.city.en}
    return policy.model_dump(include=set(POLICY_COLUMNS) | {"stale_after_years"}) | names | city


def _levels_of(series: Iterable[Dated]) -> tuple[str | None, ...]:
    """The levels a parameter tells apart; one row without a level where it tells none apart."""
    return LEVELS if any(entry.levels for entry in series) else (None,)


def dated_rows(series: Iterable[Dated], levels: Iterable[str | None]) -> list[dict[str, Any]]:
    """One row per value and level, valid from its day until the day the level's next value starts."""
    rows = []
    for level in levels:
        own = [entry for entry in series if entry.levels is None or level in entry.levels]
        ends = [*(entry.valid_from for entry in own[1:]), None] if own else []
        rows += [
            {"level": level, "valid_from": entry.valid_from, "valid_before": end, "value": entry.value}
            | {"clause_id": entry.clause}
            for entry, end in zip(own, ends, strict=True)
        ]
    return rows


def _coupling_rows(policy: Policy) -> list[dict[str, Any]]:
    # the first level takes in zero, which stands on no open border
    below = [-1.0] + [level.up_to for level in policy.coupling_levels[:-1]]
    return [
        {"coupling_level": number, "above": above, "up_to": level.up_to, "zh": level.zh, "en": level.en}
        for number, (above, level) in enumerate(zip(below, policy.coupling_levels, strict=True), start=1)
    ]
