"""Comparing with the critical lines gives every card that the SQL judge gives, at whatever line, years and minimum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

import duckdb
import pytest

from tests.golden.landing import judged_by_sql
from tests.golden.random_city import random_city
from tests.golden.table import policy_named
from transforms.policy.policy import Dated, Policy
from transforms.policy.tables import POLICY_TABLES, register_policy
from transforms.warehouse.making import World, make_table, models_for
from transforms.warehouse.models import find_checks, find_models
from transforms.worlds.whatif import with_values

LIVES, SETTINGS = 150, 4
SEVERITY = ("not_judged", "none", "yellow", "orange", "red", "exit")
MARTS = ("marts.critical_line", "marts.judged_cohort")
Setting = dict[str, int]


def moved(policy: Policy, adjustable: list[tuple[str, str]], rng: Random) -> tuple[Setting, Policy]:
    """A random setting of every value that can be moved, by its name, and the policy with it."""
    setting: Setting = {}
    for criterion in sorted({criterion for _, criterion in adjustable}):
        step = rng.choice([1, 500])
        setting[f"{criterion}.line"] = rng.randrange(2000, 9500, step)
        setting[f"{criterion}.minimum_cohort"] = rng.choice(policy.what_if.minimum_cohort)
    for trigger, _ in adjustable:
        setting[f"{trigger}.m"] = rng.choice(policy.what_if.years)
    return setting, with_values(policy, [f"{name}={value}" for name, value in setting.items()])


@dataclass(frozen=True)
class Page:
    """What the page is given: rows of the two marts, and which programs there are."""

    lines: list[tuple]
    judged: list[tuple]
    programs: tuple[str, ...]

    @classmethod
    def of(cls, con: duckdb.DuckDBPyConnection) -> Page:
        return cls(*(con.execute(f"from {mart}").fetchall() for mart in MARTS), tuple(cards_of(con)))

    def cards(self, setting: Setting) -> dict[str, str]:
        """program → card, by comparing with a setting and by nothing else."""
        held: dict[str, int] = {}
        for program, _, trigger, criterion, card, years, low, high, line, is_adjustable in self.lines:
            if not is_adjustable or (
                years == setting[f"{trigger}.m"]
                and low <= setting[f"{criterion}.minimum_cohort"] <= high
                and line <= setting[f"{criterion}.line"]
            ):
                held[program] = max(held.get(program, 0), SEVERITY.index(card))
        asked: dict[str, set[str]] = {}
        told: dict[str, set[str]] = {}
        for program, _, criterion, low, high, is_adjustable in self.judged:
            asked.setdefault(program, set()).add(criterion)
            if not is_adjustable or low <= setting[f"{criterion}.minimum_cohort"] <= high:
                told.setdefault(program, set()).add(criterion)
        judged = {program for program in asked if asked[program] == told.get(program)}
        return {program: SEVERITY[held.get(program, int(program in judged))] for program in self.programs}


def cards_of(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(con.execute("select program_id, card from marts.verdict where is_latest_year").fetchall())


def changed_twice(policy: Policy) -> Policy:
    """The line rises and the minimum falls in 2018, and the line is repealed for a year."""
    low = policy.criteria["low_employment"]
    first = low.line[0]
    line = (
        first,
        Dated(valid_from=date(2018, 1, 1), value=6500, clause=first.clause),
        Dated(valid_from=date(2019, 6, 1), value=None, clause=first.clause),
        Dated(valid_from=date(2020, 6, 1), value=7000, clause=first.clause),
    )
    minimum = (
        Dated(valid_from=date(2014, 1, 1), value=30, clause=first.clause),
        Dated(valid_from=date(2018, 1, 1), value=20, clause=first.clause),
    )
    changed = low.model_copy(update={"line": line, "minimum_cohort": minimum})
    return policy.model_copy(update={"criteria": policy.criteria | {"low_employment": changed}})


POLICIES = {
    **{name: policy_named(name) for name in ("chongqing", "tianjin-2009", "anhui-2022", "rolling")},
    "chongqing, changed twice": changed_twice(policy_named("chongqing")),
}


def judged_again(con: duckdb.DuckDBPyConnection, policy: Policy) -> dict[str, str]:
    """The verdicts of the same deliveries under another policy, by the models."""
    con.execute("drop schema policy cascade")
    register_policy(con, policy)
    World(find_models(), ["marts.verdict"], given=POLICY_TABLES).make(con)
    return cards_of(con)


@pytest.mark.parametrize("name", POLICIES)
def test_the_comparison_is_the_judge(name: str) -> None:
    policy, rng = POLICIES[name], Random(name)
    models = find_models()
    with judged_by_sql(random_city(policy, LIVES, seed=7), policy) as con:
        judging = models_for(["marts.verdict"], models)
        for model in models_for(MARTS, models):
            if model not in judging:
                make_table(con, model)
        [check] = [check for check in find_checks() if check.name == "critical_lines_give_the_verdicts"]
        assert con.execute(check.sql).fetchall() == []
        adjustable = con.execute(
            "select trigger_id, criterion_id from rules.adjustable order by all"
        ).fetchall()
        # of `rolling` a line moves two of three years too, which is no comparison
        assert bool(adjustable) == (name != "rolling")
        page = Page.of(con)
        # where a line was another once, a program it gives another card is held at the one it has
        held = dict(con.execute("select program_id, card from marts.held_card").fetchall())
        assert bool(held) == (name == "chongqing, changed twice")
        for _ in range(SETTINGS):
            setting, other = moved(policy, adjustable, rng)
            assert page.cards(setting) == judged_again(con, other) | held, setting
