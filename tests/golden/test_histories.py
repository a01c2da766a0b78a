"""Every case of the golden table, judged by the SQL and by the independent judge: both give what a person derived."""

from __future__ import annotations

from functools import cache

import pytest

from tests.golden.facts import City, Key, Verdict
from tests.golden.judge import judge
from tests.golden.landing import verdicts_by_sql
from tests.golden.table import Case, cases, policy_named, together

CASES = cases()
LEAST = 80
Verdicts = dict[tuple[Key, int], Verdict]


def city_of(case: Case) -> City:
    """The city a case is judged in: its own, or that of its policy."""
    if case.is_alone:
        return together([case])
    return together([other for other in CASES if other.policy == case.policy and not other.is_alone])


@cache
def judged(path: str, policy: str, alone: int | None) -> Verdicts:
    case = next(
        case
        for case in CASES
        if case.policy == policy and (case.number == alone if alone is not None else not case.is_alone)
    )
    city, rules = city_of(case), policy_named(policy)
    if path == "sql":
        return verdicts_by_sql(city, rules)
    return {(key, year): verdict for key, years in judge(city, rules) for year, verdict in years.items()}


@pytest.mark.parametrize("path", ["sql", "by hand"])
@pytest.mark.parametrize("case", CASES, ids=[f"{case.policy}: {case.says}" for case in CASES])
def test_a_history_gets_the_verdict_derived_by_hand(case: Case, path: str) -> None:
    found = judged(path, case.policy, case.number if case.is_alone else None)
    assert {of: found.get(of) for of in case.expected} == case.expected


def test_the_table_is_large_enough_and_names_no_case_twice() -> None:
    names = [(case.policy, case.says) for case in CASES]
    assert len(names) >= LEAST
    assert len(set(names)) == len(names)
