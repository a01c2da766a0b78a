"""A policy as the tables of schema `policy` that the rules read: each with its columns and what gives its rows.

Of the rules of lists and advice, `ruleset` is `list` or `advice`, and `tilt` for the conditions of a tilt; within it
the name of a rule is its key. `owner` is the list a rule fills, or the advice it gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from transforms.connecting import create_table
from transforms.policy.policy import AdviceRule, Condition, Criterion, Dated, Policy, Rule, SeatRange
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
Entry = TypeVar("Entry", Dated, SeatRange)
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


def _each(part: str, key: str, rows: Callable[[Any], Rows]) -> RowsOf:
    """The rows of each entry of a mapping of the policy, with the name of the entry as `key`."""
    return lambda policy: (
        row | {key: name} for name, entry in getattr(policy, part).items() for row in rows(entry)
    )


def _values(column: str, values: Iterable[Any]) -> Rows:
    """One row for each of these values of a column."""
    return ({column: value} for value in values)


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
        yield from (_fields(entry, level=level, valid_before=later) for entry, later in _until_next(own))


def _until_next(series: Sequence[Entry]) -> Iterator[tuple[Entry, date | None]]:
    """Each entry with the day on which the next one starts; None for the last."""
    return zip(series, [*(entry.valid_from for entry in series[1:]), None], strict=False)


@_table(
    "policy",
    **{"policy_id": TEXT, **TITLES, "city_zh": TEXT, "city_en": TEXT, "region_code": TEXT},
    **{"reference_region_code": TEXT, "crosswalk_source": TEXT, "demand_basis": TEXT, "supply_basis": TEXT},
    **{"demand_year": TEXT, "issuer": TEXT, "contact": TEXT, "objection_address": TEXT, "digest": TEXT},
)
def _policy(policy: Policy) -> Rows:
    yield _fields(policy, policy_id=policy.policy)


_table("office", office=TEXT)(lambda policy: _values("office", policy.offices))

_table(
    "clause",
    **{"clause_id": TEXT, "title": TEXT, "number": TEXT, "article": TEXT, "issued_on": DAY},
    **{"last_checked_on": DAY, "kind": TEXT, "is_verified": FLAG, "seen_at": TEXT},
)(_each("clauses", "clause_id", lambda clause: [_fields(clause, is_verified=clause.verified)]))


def _stated(series: tuple[Dated, ...]) -> Rows:
    """One row without a level where a parameter is the same for all levels."""
    return dated_rows(series, LEVELS if any(entry.levels for entry in series) else (None,))


_table("parameter", parameter=TEXT, **DATED)(_each("parameters", "parameter", _stated))


def _criteria(name: str, rows: Callable[[Criterion], Rows], **columns: pa.DataType) -> None:
    """Enter a table of which each criterion gives rows."""
    _table(name, criterion_id=TEXT, **columns)(_each("criteria", "criterion_id", rows))


_criteria(
    "criterion",
    lambda criterion: [_fields(criterion)],
    **{**TITLES, "indicator": TEXT, "observation": TEXT, "fails_when": TEXT},
    **{"unit": TEXT, "pooled": TEXT, "rank_within": TEXT, "skips_averaged": FLAG, "is_required": FLAG},
)
_criteria("criterion_level", lambda criterion: _values("level", criterion.levels), level=TEXT)
_criteria(
    "criterion_window", lambda criterion: _values("window_years", criterion.windows), window_years=WHOLE
)
_criteria("criterion_line", lambda criterion: dated_rows(criterion.line, criterion.levels), **DATED)
_criteria(
    "criterion_minimum", lambda criterion: dated_rows(criterion.minimum_cohort, criterion.levels), **DATED
)
_table(
    "trigger",
    **{"trigger_id": TEXT, **TITLES, **ACTIONS, "over": TEXT, "card": TEXT, "clause_id": TEXT},
    **{"m": WHOLE, "n": WHOLE, **DAYS},
)(_each("triggers", "trigger_id", lambda trigger: [_fields(trigger)]))
_table("trigger_criterion", trigger_id=TEXT, criterion_id=TEXT)(
    _each("triggers", "trigger_id", lambda trigger: _values("criterion_id", trigger.criteria))
)
_table("exemption", reason=TEXT, **DAYS, clause_id=TEXT)(
    _each("exemptions", "reason", lambda exemption: [_fields(exemption)])
)


_table("telling_line", line_of=TEXT, clause_id=TEXT)(
    _each("lines_tell_parts", "line_of", lambda accepted: [_fields(accepted)])
)


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


_table("offered_years", years=WHOLE)(lambda policy: _values("years", policy.what_if.years))
_table("offered_minimum", minimum_cohort=pa.int64())(
    lambda policy: _values("minimum_cohort", policy.what_if.minimum_cohort)
)


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
        for entry, later in _until_next(rule.seats):
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
