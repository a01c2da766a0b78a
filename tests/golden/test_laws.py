"""Laws of the rules, each with the scope in which it is true in its name; random cities, judged by the SQL."""

from __future__ import annotations

from copy import deepcopy
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.golden.facts import City, Cohort, Key, Life, Reading, Verdict
from tests.golden.judge import SEVERITY
from tests.golden.landing import judged_by_sql, verdicts_by_sql
from tests.golden.random_city import random_city
from tests.golden.table import policy_named
from tests.golden.test_judges_agree import PRESETS
from transforms.policy.policy import Policy

LIVES = 120
SEEDS = st.integers(0, 2**32)
few = settings(max_examples=2)
OF_A_REGION = ("sites", "site_share")
Verdicts = dict[tuple[Key, int], Verdict]


def judges_by_others(policy: Policy) -> bool:
    """Rank and site-cap rules look at other programs."""
    return any(c.rank_within or c.indicator in OF_A_REGION for c in policy.criteria.values())


def has_lines_below(policy: Policy) -> bool:
    return any(c.fails_when == "below" for c in policy.criteria.values())


FIXED = [name for name in PRESETS if not judges_by_others(policy_named(name))]
BY_OTHERS = [name for name in PRESETS if judges_by_others(policy_named(name))]
BELOW = [name for name in PRESETS if has_lines_below(policy_named(name))]
ON_EMPLOYMENT = ["anhui-2022", "chongqing", "heilongjiang-2024", "moe-2004", "moe-2011", "tianjin-2009"]


def test_the_rules_that_look_at_others_are_known_by_name() -> None:
    assert BY_OTHERS == ["chongqing-support-2025", "fujian-2023", "heilongjiang-2024"]


def raised(policy: Policy, by: float) -> Policy:
    criteria = {
        name: c.model_copy(
            update={"line": tuple(e.model_copy(update={"value": e.value + by}) for e in c.line)}
        )
        if c.fails_when == "below"
        else c
        for name, c in policy.criteria.items()
    }
    return policy.model_copy(update={"criteria": criteria})


FAILING = """
select result.program_id, result.year, result.criterion_id
from rules.criterion_result as result
inner join policy.criterion as criterion on criterion.criterion_id = result.criterion_id
where result.result = 'fail' and criterion.fails_when = 'below'
"""


def failing(city: City, policy: Policy) -> set[tuple]:
    with judged_by_sql(city, policy, "rules.criterion_result") as con:
        return set(con.execute(FAILING).fetchall())


@few
@given(name=st.sampled_from(BELOW), seed=SEEDS, by=st.sampled_from([1, 7, 500]))
def test_raising_a_fixed_below_line_never_removes_a_fail(name: str, seed: int, by: int) -> None:
    policy = policy_named(name)
    city = random_city(policy, LIVES, seed)
    before = failing(city, policy)
    assert before
    assert before <= failing(city, raised(policy, by))


@few
@given(name=st.sampled_from(ON_EMPLOYMENT), seed=SEEDS)
def test_one_more_placed_graduate_never_worsens_a_card_under_lines_on_the_employment_rate(
    name: str, seed: int
) -> None:
    """The same cohort: as many graduates, one more of them placed. Its children of a split gain with it."""
    policy = policy_named(name)
    city = random_city(policy, LIVES, seed)
    better, rng = deepcopy(city), Random(seed)
    for life in better.lives:
        open_cohorts = [
            c
            for c in life.cohorts.values()
            if c.graduates and c.placed is not None and c.placed < c.graduates
        ]
        if open_cohorts:
            rng.choice(open_cohorts).placed += 1
    before, after = verdicts_by_sql(city, policy), verdicts_by_sql(better, policy)
    assert before.keys() == after.keys()
    assert not {of for of in before if weight(after[of]) > weight(before[of])}
    assert before != after


def weight(verdict: Verdict) -> int:
    return 0 if verdict.card == "not_judged" else SEVERITY.index(verdict.card)


def rewritten(life: Life, rng: Random, with_intake: bool) -> None:
    """Other graduates, other readings, and where asked other intake, in the same years."""
    life.cohorts = {of: Cohort(90, rng.randint(0, 90), 90, rng.randint(0, 90)) for of in life.cohorts}
    life.readings = {of: Reading(rng.choice([0.0, 0.5, 2.0]), None, 50) for of in life.readings}
    if with_intake:
        life.intake = {year: rng.choice([0, 10, 70]) for year in life.intake}


@few
@given(name=st.sampled_from(FIXED), seed=SEEDS)
def test_under_fixed_lines_no_program_changes_the_verdict_of_another_but_by_intake_inferred_in_its_own_school(
    name: str, seed: int
) -> None:
    """Rank and site-cap rules are excepted: chongqing-support-2025, fujian-2023, heilongjiang-2024."""
    policy = policy_named(name)
    city = random_city(policy, LIVES, seed)
    steps = {entry for step in city.lineage for entry in (step.old, step.new)}
    other, rng = deepcopy(city), Random(seed)
    watched = {life.school for life in city.lives[::3]}
    kept: set[Key] = set()
    for number, life in enumerate(other.lives):
        if life.school not in watched:
            rewritten(life, rng, with_intake=True)
        elif number % 2 and life.entry not in steps:
            rewritten(life, rng, with_intake=False)
        else:
            kept.add((life.school, *life.entry, life.level))
    before, after = verdicts_by_sql(city, policy), verdicts_by_sql(other, policy)
    own = {of for of in before if of[0] in kept}
    assert {of: after[of] for of in own} == {of: before[of] for of in own}
    assert before != after


@few
@given(name=st.sampled_from(PRESETS), seed=SEEDS)
def test_order_of_rows_and_files_is_irrelevant(name: str, seed: int) -> None:
    policy = policy_named(name)
    city = random_city(policy, LIVES, seed)
    other, rng = deepcopy(city), Random(seed)
    rng.shuffle(other.lives)
    rng.shuffle(other.lineage)
    for life in other.lives:
        life.cohorts = dict(rng.sample(sorted(life.cohorts.items()), len(life.cohorts)))
        life.intake = dict(rng.sample(list(life.intake.items()), len(life.intake)))
    other.deliveries = 5
    assert verdicts_by_sql(city, policy) == verdicts_by_sql(other, policy)


@few
@given(name=st.sampled_from(FIXED), seed=SEEDS)
def test_a_year_without_a_result_keeps_card_and_count_until_they_are_forgotten(name: str, seed: int) -> None:
    policy = policy_named(name)
    with judged_by_sql(random_city(policy, LIVES, seed), policy) as con:
        kept = con.execute(KEPT).fetchall()
    assert kept
    assert not [row for row in kept if row[:3] != row[3:]]


# years in which no criterion has a result, after a year with a card that is not yet forgotten nor exempt
KEPT = """
with told as (
    select program_id, year, count(case when result in ('fail', 'pass') then 1 end) as results
    from rules.criterion_result
    group by program_id, year
),

age as (select min(value) as years from policy.parameter where parameter = 'stale_after_years')

select before.card, before.years_counted, before.since_year, verdict.card, verdict.years_counted, verdict.since_year
from marts.verdict as verdict
inner join told on told.program_id = verdict.program_id and told.year = verdict.year and told.results = 0
inner join marts.verdict as before on before.program_id = verdict.program_id and before.year = verdict.year - 1
cross join age
where
    before.fired_year is not null
    and verdict.reason_code <> 'exempt'
    and verdict.year - before.fired_year <= age.years
"""


def classes(history: tuple[int | None, ...], name: str) -> Life:
    """A program whose class of debt to earnings ends in 2025; None is a missing year, -1 one with too few students."""
    years = range(2026 - len(history), 2026)
    read = {
        ("debt_to_earnings_class", year): Reading(
            2.0 if value == -1 else value, None, 29 if value == -1 else 30
        )
        for year, value in zip(years, history, strict=True)
        if value is not None
    }
    return Life(name, "new", "m", "all", readings=read)


@pytest.mark.parametrize("nothing", [None, -1], ids=["missing", "no_result"])
def test_over_calculated_years_a_year_without_a_result_neither_adds_to_nor_resets_a_count(
    nothing: int | None,
) -> None:
    """Every history of up to four classes, within the years that are regarded, with and without such a year in it."""
    policy = policy_named("us-gainful-employment-2014")
    plain = [history for length in (2, 3, 4) for history in product((0.0, 1.0, 2.0), repeat=length)]
    pairs = [(h, (*h[:at], nothing, *h[at:])) for h in plain for at in range(1, len(h))]
    lives = [
        classes(history, f"{kind}{number}")
        for number, pair in enumerate(pairs)
        for kind, history in zip("ab", pair, strict=True)
    ]
    found = verdicts_by_sql(City(lives), policy)
    last = {key[0]: (v.card, v.reason, v.counted) for (key, year), v in found.items() if year == 2025}
    differing = {
        pairs[n]: (last[f"a{n}"], last[f"b{n}"]) for n in range(len(pairs)) if last[f"a{n}"] != last[f"b{n}"]
    }
    assert not differing


def test_on_the_calendar_such_a_year_adds_nothing_and_the_run_begins_again_after_it() -> None:
    policy = policy_named("moe-2004")

    def low(years: list[int], small: int | None = None) -> dict:
        own = {("year_end", year): Cohort(100, 10) for year in years}
        return own | ({("year_end", small): Cohort(5, 0)} if small else {})

    lives = [
        Life("gap", "new", "m", "bachelor", low([2021, 2022, 2024, 2025])),
        Life("small", "new", "m", "bachelor", low([2021, 2022, 2024, 2025], small=2023)),
        Life("whole", "new", "m", "bachelor", low([2021, 2022, 2023, 2024, 2025])),
    ]
    found = {
        (key[0], year): (v.card, v.counted) for (key, year), v in verdicts_by_sql(City(lives), policy).items()
    }
    for school in ("gap", "small"):
        told = [found[school, year] for year in range(2022, 2026)]
        assert told == [("orange", 2), ("orange", 2), ("none", None), ("orange", 2)]
    assert found["whole", 2025] == ("red", 5)
