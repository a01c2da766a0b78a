"""A policy as the tables of schema `policy` that the rules read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import duckdb
import pyarrow as pa

from transforms.connecting import create_table
from transforms.policy.advice_tables import ADVICE_ROWS, ADVICE_SCHEMAS
from transforms.policy.dated_rows import DATED, DAY, FLAG, LEVELS, REAL, TEXT, TITLES, WHOLE, dated_rows
from transforms.policy.policy import Policy

CARD_SEVERITY = ("none", "yellow", "orange", "red", "exit")

SCHEMAS: dict[str, dict[str, pa.DataType]] = {
    "policy": {"policy_id": TEXT, **TITLES, "city_zh": TEXT, "city_en": TEXT, "region_code": TEXT}
    | {"reference_region_code": TEXT, "crosswalk_source": TEXT, "demand_basis": TEXT, "supply_basis": TEXT}
    | {"demand_year": TEXT, "digest": TEXT},
    "clause": {"clause_id": TEXT, "title": TEXT, "number": TEXT, "article": TEXT, "issued_on": DAY}
    | {"last_checked_on": DAY, "kind": TEXT, "is_verified": FLAG, "seen_at": TEXT},
    "parameter": {"parameter": TEXT, **DATED},
    "criterion": {"criterion_id": TEXT, **TITLES, "indicator": TEXT, "observation": TEXT, "fails_when": TEXT}
    | {"unit": TEXT, "pooled": TEXT, "rank_within": TEXT, "skips_averaged": FLAG, "is_required": FLAG},
    "criterion_level": {"criterion_id": TEXT, "level": TEXT},
    "criterion_window": {"criterion_id": TEXT, "window_years": WHOLE},
    "criterion_line": {"criterion_id": TEXT, **DATED},
    "criterion_minimum": {"criterion_id": TEXT, **DATED},
    "trigger": {
        "trigger_id": TEXT,
        **TITLES,
        "action_zh": TEXT,
        "action_en": TEXT,
        "over": TEXT,
        "card": TEXT,
        "clause_id": TEXT,
        "m": WHOLE,
        "n": WHOLE,
        "valid_from": DAY,
        "valid_before": DAY,
    },
    "trigger_criterion": {"trigger_id": TEXT, "criterion_id": TEXT},
    "exemption": {"reason": TEXT, "valid_from": DAY, "valid_before": DAY, "clause_id": TEXT},
    "card": {"card": TEXT, "zh": TEXT, "en": TEXT, "action_zh": TEXT, "action_en": TEXT, "severity": WHOLE},
    "coupling_level": {"coupling_level": WHOLE, "above": REAL, "up_to": REAL, "zh": TEXT, "en": TEXT},
    "reinstatement": {
        "card": TEXT,
        "valid_from": DAY,
        "valid_before": DAY,
        "passes": WHOLE,
        "clause_id": TEXT,
    },
    "offered_line": {"lowest_line": WHOLE, "highest_line": WHOLE, "line_step": WHOLE, "shown_step": WHOLE},
    "offered_years": {"years": WHOLE},
    "offered_minimum": {"minimum_cohort": pa.int64()},
} | ADVICE_SCHEMAS

# what `register_policy` makes, as `schema.name`
POLICY_TABLES = frozenset(f"policy.{name}" for name in SCHEMAS)
OPERATING_POINT = {"trigger_id": TEXT, "trigger_number": WHOLE, "cohort": WHOLE, "true_rate": REAL} | {
    "line": REAL,
    "fires": REAL,
    "false_flag": REAL,
    "miss": REAL,
}

Rows = Iterable[dict[str, Any]]


def register_policy(con: duckdb.DuckDBPyConnection, policy: Policy) -> None:
    """Make the tables of schema `policy`, one for each entry of SCHEMAS."""
    con.execute("create schema if not exists policy")
    for table, columns in SCHEMAS.items():
        create_table(con, f"policy.{table}", ROWS[table](policy), pa.schema(list(columns.items())))


def register_operating_card(con: duckdb.DuckDBPyConnection, policy: Policy) -> None:
    """Make policy.operating_point: for each trigger over a rate, how often chance alone fires it.

    Apart from `register_policy`, because it depends on numbers of the policy alone and takes longer than judging.
    """
    # imported here: scipy costs a second that a run without this table need not pay
    from transforms.policy.operating_card import operating_card

    numbers = {trigger: number for number, trigger in enumerate(policy.triggers, start=1)}
    rows = (
        {
            "trigger_id": point.trigger,
            "trigger_number": numbers[point.trigger],
            "cohort": point.cohort,
            "true_rate": point.true_rate,
            "line": point.line,
            "fires": point.fires,
            "false_flag": point.false_flag,
            "miss": point.miss,
        }
        for point in operating_card(policy)
    )
    create_table(con, "policy.operating_point", rows, pa.schema(list(OPERATING_POINT.items())))


def _policy(policy: Policy) -> Rows:
    names = {"policy_id": policy.policy, "title_zh": policy.title.zh, "title_en": policy.title.en}
    city = {"city_zh": policy.city.zh, "city_en": policy.city.en}
    yield policy.model_dump(include=set(SCHEMAS["policy"])) | names | city


def _clause(policy: Policy) -> Rows:
    for key, clause in policy.clauses.items():
        yield clause.model_dump(exclude={"verified"}) | {"clause_id": key, "is_verified": clause.verified}


def _parameter(policy: Policy) -> Rows:
    for key, series in policy.parameters.items():
        # one row without a level where the parameter tells no levels apart
        levels = LEVELS if any(entry.levels for entry in series) else (None,)
        yield from ({"parameter": key, **row} for row in dated_rows(series, levels))


def _criterion(policy: Policy) -> Rows:
    for key, criterion in policy.criteria.items():
        titles = {"title_zh": criterion.title.zh, "title_en": criterion.title.en}
        yield criterion.model_dump(include=set(SCHEMAS["criterion"])) | {"criterion_id": key, **titles}


def _of_each_criterion(column: str, field: str) -> Callable[[Policy], Rows]:
    def rows(policy: Policy) -> Iterator[dict[str, Any]]:
        for key, criterion in policy.criteria.items():
            yield from ({"criterion_id": key, column: value} for value in getattr(criterion, field))

    return rows


def _dated_of_each_criterion(field: str) -> Callable[[Policy], Rows]:
    def rows(policy: Policy) -> Iterator[dict[str, Any]]:
        for key, criterion in policy.criteria.items():
            for row in dated_rows(getattr(criterion, field), criterion.levels):
                yield {"criterion_id": key, **row}

    return rows


def _trigger(policy: Policy) -> Rows:
    for key, trigger in policy.triggers.items():
        titles = {"title_zh": trigger.title.zh, "title_en": trigger.title.en, "clause_id": trigger.clause}
        own = {"action_zh": trigger.action.zh, "action_en": trigger.action.en} if trigger.action else {}
        held = {"trigger_id": key, "valid_before": trigger.repealed_on}
        yield trigger.model_dump(include=set(SCHEMAS["trigger"])) | held | titles | own


def _trigger_criterion(policy: Policy) -> Rows:
    for key, trigger in policy.triggers.items():
        yield from ({"trigger_id": key, "criterion_id": criterion} for criterion in trigger.criteria)


def _exemption(policy: Policy) -> Rows:
    for reason, exemption in policy.exemptions.items():
        yield {
            "reason": reason,
            "valid_from": exemption.valid_from,
            "valid_before": exemption.repealed_on,
        } | {"clause_id": exemption.clause}


def _card(policy: Policy) -> Rows:
    for key, card in policy.ladder.items():
        words = {"zh": card.title.zh, "en": card.title.en}
        actions = {"action_zh": card.action.zh, "action_en": card.action.en}
        yield {"card": key, "severity": CARD_SEVERITY.index(key)} | words | actions


def _coupling_level(policy: Policy) -> Rows:
    # the first level takes in zero, which stands on no open border
    above = -1.0
    for number, level in enumerate(policy.coupling_levels, start=1):
        yield {"coupling_level": number, "above": above, **level.model_dump()}
        above = level.up_to


def _reinstatement(policy: Policy) -> Rows:
    if policy.reinstatement:
        for card in policy.reinstatement.cards:
            for row in dated_rows(policy.reinstatement.passes, (None,)):
                yield {"card": card, "passes": None if row["value"] is None else int(row["value"]), **row}


def _offered_line(policy: Policy) -> Rows:
    line = policy.what_if.line
    yield {"lowest_line": line.lowest, "highest_line": line.highest} | {
        "line_step": line.step,
        "shown_step": line.shown,
    }


def _offered_years(policy: Policy) -> Rows:
    yield from ({"years": years} for years in policy.what_if.years)


def _offered_minimum(policy: Policy) -> Rows:
    yield from ({"minimum_cohort": minimum} for minimum in policy.what_if.minimum_cohort)


ROWS: dict[str, Callable[[Policy], Rows]] = {
    "policy": _policy,
    "clause": _clause,
    "parameter": _parameter,
    "criterion": _criterion,
    "criterion_level": _of_each_criterion("level", "levels"),
    "criterion_window": _of_each_criterion("window_years", "windows"),
    "criterion_line": _dated_of_each_criterion("line"),
    "criterion_minimum": _dated_of_each_criterion("minimum_cohort"),
    "trigger": _trigger,
    "trigger_criterion": _trigger_criterion,
    "exemption": _exemption,
    "card": _card,
    "coupling_level": _coupling_level,
    "reinstatement": _reinstatement,
    "offered_line": _offered_line,
    "offered_years": _offered_years,
    "offered_minimum": _offered_minimum,
} | ADVICE_ROWS
