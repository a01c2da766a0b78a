"""An independent judge in plain Python, written from method.md §3 and docs/policy.md; it shares nothing with the SQL.

It walks through one program after the other, year by year, as a person with the clauses beside them would. It is
slow; its only use is to disagree with the SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tests.golden.facts import City, Decision, Key, Verdict
from tests.golden.judge_records import Program, record_of
from tests.golden.judge_results import Bench, Result, Results, day_of, in_force
from transforms.policy.policy import Policy, Trigger

SEVERITY = ("none", "yellow", "orange", "red", "exit")
LIFTED_BY_DECISION = ("objection_upheld", "reinstated")


class Outcome(NamedTuple):
    """What a trigger says in a year with a result. passing: whether the year counts towards lifting its card."""

    fires: bool
    passing: bool
    counted: int
    since: int | None


@dataclass(slots=True)
class Standing:
    """A card that stands: since when its trigger fired, and on what."""

    card: str
    reason: str
    counted: int
    since: int | None
    trigger: str


def judge(city: City, policy: Policy) -> Iterator[tuple[Key, dict[int, Verdict]]]:
    """Every program with its verdict of every year from its first to the last that can be judged."""
    record = record_of(city)
    bench = Bench(record, policy)
    for key, program in record.programs.items():
        results = bench.results(program)
        years = range(program.years.start, min(program.years.stop, bench.judged_until + 1))
        standing = _standing(bench, results, years)
        yield (
            key,
            {
                year: _verdict(
                    policy, results, standing.get(year, []), year, _decided(program, year, city.as_of)
                )
                for year in years
            },
        )


def _standing(bench: Bench, results: dict[str, Results], years: range) -> dict[int, list[Standing]]:
    """Year → the cards that stand in it, one a trigger."""
    standing: dict[int, list[Standing]] = {}
    for name, trigger in bench.policy.triggers.items():
        own = {criterion: results[criterion] for criterion in trigger.criteria if criterion in results}
        if own:
            for year, card in _followed(bench, name, trigger, own, years):
                standing.setdefault(year, []).append(card)
    return standing


def _followed(
    bench: Bench, name: str, trigger: Trigger, own: dict[str, Results], years: range
) -> Iterator[tuple[int, Standing]]:
    """Walk through the years with one trigger: it fires, its card is kept, lifted, or forgotten."""
    card: Standing | None = None
    passes, last = 0, None
    for year in range(min([years.start, *(y for found in own.values() for y in found)]), years.stop):
        day = max(day_of(bench.policy.criteria[criterion], year) for criterion in trigger.criteria)
        if day < trigger.valid_from or (trigger.repealed_on and day >= trigger.repealed_on):
            continue
        if last is not None and last < bench.oldest(year):
            card, passes = None, 0
        outcome = _outcome(bench, trigger, own, year)
        if outcome is None:
            if card and card.reason == "trigger_fired":
                card = Standing(card.card, "status_kept", card.counted, card.since, name)
        else:
            last = year
            passes = passes + 1 if outcome.passing else 0
            needed = _passes_needed(bench.policy, trigger, day)
            if outcome.fires:
                card = Standing(trigger.card, "trigger_fired", outcome.counted, outcome.since, name)
            elif card and needed is not None and passes < needed:
                card = Standing(card.card, "reinstatement_pending", card.counted, card.since, name)
            else:
                card = None
        if card:
            yield year, card


def _passes_needed(policy: Policy, trigger: Trigger, day: date) -> float | None:
    lifting = policy.reinstatement
    if lifting is None or trigger.card not in lifting.cards:
        return None
    return in_force(lifting.passes, None, day)


def _outcome(bench: Bench, trigger: Trigger, own: dict[str, Results], year: int) -> Outcome | None:
    if trigger.over == "criteria_of_one_year":
        return _of_one_year(trigger, own, year)
    (results,) = own.values()
    told = {y: r for y, r in results.items() if r.kind in ("fail", "pass") and y <= year}
    if year not in told:
        return None
    if trigger.m == trigger.n:
        fails = _run(bench, trigger, told, year)
    elif trigger.over == "calendar_years":
        fails = [r for y, r in told.items() if y > year - trigger.n and r.kind == "fail"]
    else:
        seen = sorted(told)[-trigger.n :]
        fails = [told[y] for y in seen if told[y].kind == "fail" and y >= bench.oldest(year)]
    since = min((r.since for r in fails), default=None)
    return Outcome(len(fails) >= trigger.m, told[year].kind == "pass", len(fails), since)


def _run(bench: Bench, trigger: Trigger, told: dict[int, Result], year: int) -> list[Result]:
    """The failing results that follow each other up to a year; on the calendar without a gap."""
    run: list[Result] = []
    for y in sorted(told, reverse=True):
        if told[y].kind != "fail":
            break
        if trigger.over == "calendar_years" and run and y < run[-1].since - 1:
            break
        if trigger.over == "calculated_years" and y < bench.oldest(year):
            break
        run.append(told[y])
    return run


def _of_one_year(trigger: Trigger, own: dict[str, Results], year: int) -> Outcome | None:
    """A year has a result once the criteria without one could no longer decide it."""
    kinds = [results[year].kind if year in results else "missing" for results in own.values()]
    fails, passes = kinds.count("fail"), kinds.count("pass")
    if fails < trigger.m <= len(kinds) - passes:
        return None
    return Outcome(fails >= trigger.m, fails < trigger.m, fails, year)


def _verdict(
    policy: Policy,
    results: dict[str, Results],
    standing: list[Standing],
    year: int,
    decision: Decision | None,
) -> Verdict:
    told = {name: found[year] for name, found in results.items() if year in found}
    speaking = _speaking({n: r for n, r in told.items() if policy.criteria[n].is_required}) or (
        _of_signs(told)
    )
    if standing and not (speaking and speaking.kind == "exempt"):
        best = min(standing, key=lambda c: (-SEVERITY.index(c.card), -c.counted, c.trigger))
        computed = Verdict(best.card, best.reason, best.counted, best.since)
    elif speaking is None:
        computed = Verdict("not_judged", "no_criterion_for_level")
    elif speaking.kind == "fail":
        computed = Verdict("none", "below_line_not_yet_counted")
    elif speaking.kind == "pass":
        computed = Verdict("none", "passed")
    else:
        computed = Verdict("not_judged", speaking.reason or "")
    return Verdict(*_values(computed), _after(decision, computed.card))


def _values(verdict: Verdict) -> tuple:
    return (verdict.card, verdict.reason, verdict.counted, verdict.since)


def _speaking(required: dict[str, Result]) -> Result | None:
    """Of the criteria a program needs: an exemption first, then what has no result, then a fail, then a pass."""
    for kinds in (("exempt",), ("no_result", "missing", "not_offered"), ("fail",), ("pass",)):
        for name in sorted(required):
            if required[name].kind in kinds:
                return required[name]
    return None


def _of_signs(told: dict[str, Result]) -> Result | None:
    """Where a level has nothing but signs, those with a result speak."""
    for kinds in (("exempt",), ("fail",), ("pass",), ("no_result", "missing", "not_offered")):
        for name in sorted(told):
            if told[name].kind in kinds:
                return told[name]
    return None


def _decided(program: Program, year: int, as_of: date) -> Decision | None:
    """The newest decision on a year that still holds; of several of one day the strictest."""
    own = [d for d in program.decisions if d.year == year and (d.until is None or as_of <= d.until)]
    return min(own, key=lambda d: (-d.decided_on.toordinal(), -_severity(d.card), d.decision), default=None)


def _severity(card: str | None) -> int:
    return SEVERITY.index(card) if card else -1


def _after(decision: Decision | None, card: str) -> str:
    if decision is None:
        return card
    if decision.decision in LIFTED_BY_DECISION:
        return decision.card or "none"
    return decision.card or card
