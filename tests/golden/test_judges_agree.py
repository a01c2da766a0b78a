"""The SQL and an independent judge give every program of a random city the same verdict, by every preset.

`make test` judges a small city a preset; `make test-judge` one of 100,000 histories, or of as many as
MAJORWATCH_HISTORIES says, each in one batch.
"""

from __future__ import annotations

import os
import time

import pytest

from tests.golden.agreement import complaint, differing
from tests.golden.facts import City, Cohort, Life
from tests.golden.judge import judge
from tests.golden.random_city import random_city
from tests.golden.shrink import smallest
from tests.golden.table import OWN_POLICIES, policy_named
from transforms.policy.policy import METHOD_FILE, POLICY_DIR, Policy

PRESETS = sorted(path.stem for path in POLICY_DIR.glob("*.yaml") if path != METHOD_FILE)
# what no preset uses of the language: rolling pools, a change of every dated value
POLICIES = PRESETS + sorted(path.stem for path in OWN_POLICIES.glob("*.yaml"))
FEW, MANY = 200, int(os.environ.get("MAJORWATCH_HISTORIES", "100000"))
SEED = 2018162


def agree(name: str, histories: int) -> tuple[int, City]:
    policy = policy_named(name)
    city = random_city(policy, histories, SEED)
    verdicts, found = differing(city, policy)
    if found:
        pytest.fail(complaint(city, policy, found))
    return verdicts, city


@pytest.mark.parametrize("name", POLICIES)
def test_both_judges_agree_on_a_random_city(name: str) -> None:
    verdicts, city = agree(name, FEW)
    assert len(city.lives) >= FEW
    assert verdicts > FEW


@pytest.mark.judge
@pytest.mark.parametrize("name", POLICIES)
def test_both_judges_agree_on_a_large_random_city(name: str, capsys: pytest.CaptureFixture) -> None:
    begun = time.perf_counter()
    verdicts, city = agree(name, MANY)
    assert len(city.lives) >= MANY
    with capsys.disabled():
        print(
            f"\n{name}: {len(city.lives):,} histories, {verdicts:,} verdicts, {time.perf_counter() - begun:.0f} s"
        )


def test_a_random_city_meets_what_is_hard() -> None:
    """Otherwise the agreement would say little."""
    city = random_city(policy_named("chongqing"), 4 * FEW, SEED)
    found = {
        (v.card, v.reason) for _, years in judge(city, policy_named("chongqing")) for v in years.values()
    }
    assert {card for card, _ in found} == {"none", "yellow", "orange", "red", "exit", "not_judged"}
    assert {reason for _, reason in found} >= {
        *(
            "passed",
            "trigger_fired",
            "status_kept",
            "reinstatement_pending",
            "exempt",
            "missing",
            "not_offered",
        ),
        *("no_cohort_yet", "cohort_below_minimum", "cohort_size_not_delivered", "no_criterion_for_level"),
    }
    kinds = {step.kind for step in city.lineage}
    assert kinds == {"rename", "retain", "transfer", "merge", "split", "new", "revoked"}


def with_line(policy: Policy, value: float) -> Policy:
    """A judge that errs: the same policy with another line for low employment."""
    low = policy.criteria["low_employment"]
    line = tuple(entry.model_copy(update={"value": value}) for entry in low.line)
    return policy.model_copy(
        update={"criteria": policy.criteria | {"low_employment": low.model_copy(update={"line": line})}}
    )


def test_what_differs_is_shrunk_to_the_smallest_history() -> None:
    """One judge takes 60.01 % for the line: one cohort at 60 % is all it takes to see it."""
    right, wrong = policy_named("chongqing"), policy_named("chongqing")
    wrong = with_line(wrong, 6001)

    def differs(part: City) -> bool:
        return dict(judge(part, right)) != dict(judge(part, wrong))

    city = random_city(right, FEW, SEED)
    city.lives.append(
        Life(
            "S00001",
            "new",
            "at-the-line",
            "associate",
            {("year_end", y): Cohort(50, 30, 30, 30) for y in range(2013, 2020)},
        )
    )
    part = smallest(city, ("S00001", "new", "at-the-line", "associate"), differs)
    [life] = part.lives
    [(seen, _)], [cohort] = life.cohorts, life.cohorts.values()
    assert (seen, life.intake, part.lineage) == ("year_end", {}, [])
    assert cohort.placed * 10_000 == 6000 * cohort.graduates
