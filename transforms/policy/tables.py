"""A policy as the tables of schema `policy` that the rules read: each with its columns and what gives its rows.

Of the rules of lists and advice, `ruleset` is `list` or `advice`, and `tilt` for the conditions of a tilt; within it
the name of a rule is its key. `owner` is the list a rule fills, or the advice it gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import duckdb
import pyarrow as pa

from transforms.connecting import create_table
from transforms.policy.policy import AdviceRule, Condition, Dated, Policy, Rule
from transforms.yaml_model import Strict, Text

LEVELS = ("secondary", "associate", "vocational_bachelor", "bachelor", "postgraduate", "all")
CARD_SEVERITY = ("none", "yellow", "orange", "red", "exit")
TEXT, WHOLE, REAL, DAY, FLAG = pa.string(), pa.int32(), pa.float64(), pa.date32(), pa.bool_()
DAYS = {"valid_from": DAY, "valid_before": DAY}
DATED = {"level": TEXT, **DAYS, "value": REAL, "clause_id": TEXT}
TITLES = {"title_zh": TEXT, "title_en": TEXT}
ACTIONS = {"action_zh": TEXT, "action_en": TEXT}
RULE = {"ruleset": TEXT, "rule_id": TEXT}
CONDITION = {**RULE, "rule_measure": TEXT}

Rows = Iterable[dict[str, Any]]
RowsOf = Callable[[Policy], Rows]
TABLES: dict[str, tuple[pa.Schema, RowsOf]] = {}


def register_policy(con: duckdb.DuckDBPyConnection, policy: Policy) -> None:
    """Make the tables of schema `policy`, one for each entry of TABLES."""
    con.execute("create schema if not exists policy")
    for table, (columns, rows) in TABLES.items():
        create_table(con, f"policy.{table}", rows(policy), columns)


def _table(name: str, **columns: pa.DataType) -> Callable[[RowsOf], RowsOf]:
    """Enter a table with its columns; the function gives its rows, whose other fields are not written."""

    def enter(rows: RowsOf) -> RowsOf:
        TABLES[name] = (pa.schema(list(columns.items())), rows)
        return rows

    return enter


def _fields(part: Strict, **own: Any) -> dict[str, Any]:
    """The fields of a part of a policy by the names of columns, texts in both languages, beside the row's own."""
    row = dict(part)
    for name, value in part:
        if isinstance(value, Text):
            row |= {f"{name}_zh": value.zh, f"{name}_en": value.en}
    return row | {"clause_id": row.get("clause"), "valid_before": row.get("repealed_on")} | own


def dated_rows(series: Iterable[Dated], levels: Iterable[str | None]) -> Iterator[dict[str, Any]]:
    """One row per value and level, valid from its day until the day the level's next value starts."""
    for level in levels:
        own = [entry for entry in series if entry.levels is None or level in entry.levels]
        for position, entry in enumerate(own):
            later = own[position + 1].valid_from if position + 1 < len(own) else None
            yield _fields(entry, level=level, valid_before=later)


@_table(
    "policy",
    **{"policy_id": TEXT, **TITLES, "city_zh": TEXT, "city_en": TEXT, "region_code": TEXT},
    **{"reference_region_code": TEXT, "crosswalk_source": TEXT, "demand_basis": TEXT, "supply_basis": TEXT},
    **{"demand_year": TEXT, "digest": TEXT},
)
def _policy(policy: Policy) -> Rows:
    yield _fields(policy, policy_id=policy.policy)


@_table(
    "clause",
    **{"clause_id": TEXT, "title": TEXT, "number": TEXT, "article": TEXT, "issued_on": DAY},
    **{"last_checked_on": DAY, "kind": TEXT, "is_verified": FLAG, "seen_at": TEXT},
)
def _clause(policy: Policy) -> Rows:
    for key, clause in policy.clauses.items():
        yield _fields(clause, clause_id=key, is_verified=clause.verified)


@_table("parameter", parameter=TEXT, **DATED)
def _parameter(policy: Policy) -> Rows:
    for key, series in policy.parameters.items():
        # one row without a level where the parameter is the same for all levels
        levels = LEVELS if any(entry.levels for entry in series) else (None,)
        yield from (row | {"parameter": key} for row in dated_rows(series, levels))


@_table(
    "criterion",
    **{"criterion_id": TEXT, **TITLES, "indicator": TEXT, "observation": TEXT, "fails_when": TEXT},
    **{"unit": TEXT, "pooled": TEXT, "rank_within": TEXT, "skips_averaged": FLAG, "is_required": FLAG},
)
def _criterion(policy: Policy) -> Rows:
    for key, criterion in policy.criteria.items():
        yield _fields(criterion, criterion_id=key)


@_table("criterion_level", criterion_id=TEXT, level=TEXT)
def _criterion_level(policy: Policy) -> Rows:
    for key, criterion in policy.criteria.items():
        yield from ({"criterion_id": key, "level": level} for level in criterion.levels)


@_table("criterion_window", criterion_id=TEXT, window_years=WHOLE)
def _criterion_window(policy: Policy) -> Rows:
    for key, criterion in policy.criteria.items():
        yield from ({"criterion_id": key, "window_years": years} for years in criterion.windows)


@_table("criterion_line", criterion_id=TEXT, **DATED)
def _criterion_line(policy: Policy) -> Rows:
    for key, criterion in policy.criteria.items():
        yield from (row | {"criterion_id": key} for row in dated_rows(criterion.line, criterion.levels))


@_table("criterion_minimum", criterion_id=TEXT, **DATED)
def _criterion_minimum(policy: Policy) -> Rows:
    for key, criterion in policy.criteria.items():
        for row in dated_rows(criterion.minimum_cohort, criterion.levels):
            yield row | {"criterion_id": key}


@_table(
    "trigger",
    **{"trigger_id": TEXT, **TITLES, **ACTIONS, "over": TEXT, "card": TEXT, "clause_id": TEXT},
    **{"m": WHOLE, "n": WHOLE, **DAYS},
)
def _trigger(policy: Policy) -> Rows:
    for key, trigger in policy.triggers.items():
        yield _fields(trigger, trigger_id=key)


@_table("trigger_criterion", trigger_id=TEXT, criterion_id=TEXT)
def _trigger_criterion(policy: Policy) -> Rows:
    for key, trigger in policy.triggers.items():
        yield from ({"trigger_id": key, "criterion_id": criterion} for criterion in trigger.criteria)


@_table("exemption", reason=TEXT, **DAYS, clause_id=TEXT)
def _exemption(policy: Policy) -> Rows:
    for reason, exemption in policy.exemptions.items():
        yield _fields(exemption, reason=reason)


@_table("card", card=TEXT, zh=TEXT, en=TEXT, **ACTIONS, severity=WHOLE)
def _card(policy: Policy) -> Rows:
    for key, card in policy.ladder.items():
        yield _fields(card, card=key, severity=CARD_SEVERITY.index(key), zh=card.title.zh, en=card.title.en)


@_table("coupling_level", coupling_level=WHOLE, above=REAL, up_to=REAL, zh=TEXT, en=TEXT)
def _coupling_level(policy: Policy) -> Rows:
    # the first level takes in zero, which is above no other
    above = -1.0
    for number, level in enumerate(policy.coupling_levels, start=1):
        yield _fields(level, coupling_level=number, above=above)
        above = level.up_to


@_table("reinstatement", card=TEXT, **DAYS, passes=WHOLE, clause_id=TEXT)
def _reinstatement(policy: Policy) -> Rows:
    if policy.reinstatement:
        for card in policy.reinstatement.cards:
            for row in dated_rows(policy.reinstatement.passes, (None,)):
                yield row | {"card": card, "passes": None if row["value"] is None else int(row["value"])}


@_table("offered_line", lowest_line=WHOLE, highest_line=WHOLE, line_step=WHOLE, shown_step=WHOLE)
def _offered_line(policy: Policy) -> Rows:
    line = policy.what_if.line
    limits = {"lowest_line": line.lowest, "highest_line": line.highest}
    yield limits | {"line_step": line.step, "shown_step": line.shown}


@_table("offered_years", years=WHOLE)
def _offered_years(policy: Policy) -> Rows:
    yield from ({"years": years} for years in policy.what_if.years)


@_table("offered_minimum", minimum_cohort=pa.int64())
def _offered_minimum(policy: Policy) -> Rows:
    yield from ({"minimum_cohort": minimum} for minimum in policy.what_if.minimum_cohort)


@_table("public_list", list_id=TEXT, position=WHOLE, **TITLES, clause_id=TEXT)
def _public_list(policy: Policy) -> Rows:
    for position, item in enumerate(policy.lists, start=1):
        yield _fields(item, list_id=item.list, position=position)


@_table("rule", **RULE, owner=TEXT, position=WHOLE, **TITLES, **DAYS, clause_id=TEXT)
def _rule(policy: Policy) -> Rows:
    for key, owner, position, rule in _ruled(policy):
        yield _fields(rule, **key, owner=owner, position=position)


@_table("rule_scope", **RULE, scope=TEXT, scope_value=TEXT)
def _rule_scope(policy: Policy) -> Rows:
    for key, _, _, rule in _ruled(policy):
        scopes: dict[str, tuple[str, ...]] = {"level": rule.levels}
        if isinstance(rule, AdviceRule):
            scopes |= {"card": rule.cards, "reason": rule.reasons, "filing": rule.filings}
        for scope, values in scopes.items():
            yield from (key | {"scope": scope, "scope_value": value} for value in values)


@_table("rule_condition", **CONDITION, holds_when=TEXT, unit=TEXT)
def _rule_condition(policy: Policy) -> Rows:
    yield from (_fields(condition, **key) for key, condition in _conditions(policy))


@_table("rule_line", **CONDITION, **DATED)
def _rule_line(policy: Policy) -> Rows:
    for key, condition in _conditions(policy):
        yield from (row | key for row in dated_rows(condition.line, LEVELS))


@_table("advice_seats", rule_id=TEXT, **DAYS, low_bp=WHOLE, target_bp=WHOLE, high_bp=WHOLE, clause_id=TEXT)
def _advice_seats(policy: Policy) -> Rows:
    for rule in policy.advised:
        for place, entry in enumerate(rule.seats):
            later = rule.seats[place + 1].valid_from if place + 1 < len(rule.seats) else None
            seats = {"low_bp": entry.low, "target_bp": entry.target, "high_bp": entry.high}
            yield _fields(entry, rule_id=rule.rule, valid_before=later, **seats)


@_table("new_places", quantity=TEXT, **DATED)
def _new_places(policy: Policy) -> Rows:
    if places := policy.new_places:
        for quantity, series in (("share_bp", places.share), ("most_bp", places.most)):
            yield from (row | {"quantity": quantity} for row in dated_rows(series, places.levels))


@_table("tilt", tilt_id=TEXT, **TITLES, **DATED)
def _tilt(policy: Policy) -> Rows:
    if places := policy.new_places:
        for name, tilt in places.tilt.items():
            yield from (_fields(tilt, tilt_id=name) | row for row in dated_rows(tilt.adds, LEVELS))


def _ruled(policy: Policy) -> Iterator[tuple[dict[str, Any], str, int, Rule]]:
    """Key, owner, position and rule of every rule of lists and advice."""
    listed = [(public_list.list, rule) for public_list in policy.lists for rule in public_list.rules]
    for position, (name, rule) in enumerate(listed, start=1):
        yield {"ruleset": "list", "rule_id": rule.rule}, name, position, rule
    for position, advised in enumerate(policy.advised, start=1):
        yield {"ruleset": "advice", "rule_id": advised.rule}, advised.advice, position, advised


def _conditions(policy: Policy) -> Iterator[tuple[dict[str, Any], Condition]]:
    parts = [(key, rule.when) for key, _, _, rule in _ruled(policy)]
    tilts = policy.new_places.tilt if policy.new_places else {}
    parts += [({"ruleset": "tilt", "rule_id": name}, tilt.when) for name, tilt in tilts.items()]
    for key, conditions in parts:
        yield from ((key | {"rule_measure": measure}, condition) for measure, condition in conditions.items())


# what `register_policy` makes, as `schema.name`
POLICY_TABLES = frozenset(f"policy.{name}" for name in TABLES)
