"""The rules of lists and advice as tables of schema `policy`.

`ruleset` tells rules of `list` and `advice`, and conditions of `tilt`, apart; within it the name of a rule is its key.
`owner` is the list it fills, or the advice it gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyarrow as pa

from transforms.policy.advice import AdviceRule, Condition, Rule
from transforms.policy.dated_rows import DATED, DAY, LEVELS, TEXT, TITLES, WHOLE, dated_rows
from transforms.policy.policy import Policy

RULE = {"ruleset": TEXT, "rule_id": TEXT}
ADVICE_SCHEMAS: dict[str, dict[str, pa.DataType]] = {
    "public_list": {"list_id": TEXT, "position": WHOLE, **TITLES, "clause_id": TEXT},
    "rule": {**RULE, "owner": TEXT, "position": WHOLE, **TITLES}
    | {"valid_from": DAY, "valid_before": DAY, "clause_id": TEXT},
    "rule_scope": {**RULE, "scope": TEXT, "scope_value": TEXT},
    "rule_condition": {**RULE, "rule_measure": TEXT, "holds_when": TEXT, "unit": TEXT},
    "rule_line": {**RULE, "rule_measure": TEXT, **DATED},
    "advice_seats": {"rule_id": TEXT, "valid_from": DAY, "valid_before": DAY, "low_bp": WHOLE}
    | {"target_bp": WHOLE, "high_bp": WHOLE, "clause_id": TEXT},
    "new_places": {"quantity": TEXT, **DATED},
    "tilt": {"tilt_id": TEXT, **TITLES, **DATED},
}

Rows = Iterable[dict[str, Any]]
Ruled = Iterator[tuple[dict[str, Any], str, int, Rule]]


def _ruled(policy: Policy) -> Ruled:
    """Key, owner, position and rule of every rule of lists and advice."""
    position = 0
    for public_list in policy.lists:
        for rule in public_list.rules:
            position += 1
            yield {"ruleset": "list", "rule_id": rule.rule}, public_list.list, position, rule
    for place, advised in enumerate(policy.advice.rules if policy.advice else (), start=1):
        yield {"ruleset": "advice", "rule_id": advised.rule}, advised.advice, place, advised


def _conditions(policy: Policy) -> Iterator[tuple[dict[str, Any], Condition]]:
    for key, _, _, rule in _ruled(policy):
        for measure, condition in rule.when.items():
            yield key | {"rule_measure": measure}, condition
    for name, tilt in _tilts(policy).items():
        for measure, condition in tilt.when.items():
            yield {"ruleset": "tilt", "rule_id": name, "rule_measure": measure}, condition


def _tilts(policy: Policy) -> dict[str, Any]:
    places = policy.advice.new_places if policy.advice else None
    return dict(places.tilt) if places else {}


def _public_list(policy: Policy) -> Rows:
    for position, item in enumerate(policy.lists, start=1):
        titles = {"title_zh": item.title.zh, "title_en": item.title.en}
        yield {"list_id": item.list, "position": position, "clause_id": item.clause, **titles}


def _rule(policy: Policy) -> Rows:
    for key, owner, position, rule in _ruled(policy):
        titles = {"title_zh": rule.title.zh, "title_en": rule.title.en, "clause_id": rule.clause}
        days = {"valid_from": rule.valid_from, "valid_before": rule.repealed_on}
        yield key | {"owner": owner, "position": position} | titles | days


def _rule_scope(policy: Policy) -> Rows:
    for key, _, _, rule in _ruled(policy):
        scopes: dict[str, tuple[str, ...]] = {"level": rule.levels}
        if isinstance(rule, AdviceRule):
            scopes |= {"card": rule.cards, "reason": rule.reasons, "filing": rule.filings}
        for scope, values in scopes.items():
            yield from (key | {"scope": scope, "scope_value": value} for value in values)


def _rule_condition(policy: Policy) -> Rows:
    for key, condition in _conditions(policy):
        yield key | {"holds_when": condition.holds_when, "unit": condition.unit}


def _rule_line(policy: Policy) -> Rows:
    for key, condition in _conditions(policy):
        yield from (key | row for row in dated_rows(condition.line, LEVELS))


def _advice_seats(policy: Policy) -> Rows:
    for rule in policy.advice.rules if policy.advice else ():
        for place, entry in enumerate(rule.seats):
            later = rule.seats[place + 1].valid_from if place + 1 < len(rule.seats) else None
            days = {"rule_id": rule.rule, "valid_from": entry.valid_from, "valid_before": later}
            seats = {"low_bp": entry.low, "target_bp": entry.target, "high_bp": entry.high}
            yield days | seats | {"clause_id": entry.clause}


def _new_places(policy: Policy) -> Rows:
    places = policy.advice.new_places if policy.advice else None
    if places:
        for quantity, series in (("share_bp", places.share), ("most_bp", places.most)):
            yield from ({"quantity": quantity, **row} for row in dated_rows(series, places.levels))


def _tilt(policy: Policy) -> Rows:
    for name, tilt in _tilts(policy).items():
        titles = {"title_zh": tilt.title.zh, "title_en": tilt.title.en}
        yield from ({"tilt_id": name, **titles, **row} for row in dated_rows(tilt.adds, LEVELS))


ADVICE_ROWS: dict[str, Callable[[Policy], Rows]] = {
    "public_list": _public_list,
    "rule": _rule,
    "rule_scope": _rule_scope,
    "rule_condition": _rule_condition,
    "rule_line": _rule_line,
    "advice_seats": _advice_seats,
    "new_places": _new_places,
    "tilt": _tilt,
}
