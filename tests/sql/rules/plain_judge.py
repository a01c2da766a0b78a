"""A judge of one program in plain Python, written from method.md §3 alone; it shares nothing with the SQL.

It walks through the years of one history at a time and is slow. Its only use is to disagree with the SQL.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from transforms.warehouse.policy import Criterion, Policy, Trigger


@dataclass
class History:
    """One program. cohorts: year → (numerator, denominator) of its rate; intake: year → persons."""

    level: str
    first_year: int
    last_year: int
    cohorts: dict[int, tuple[int, int]] = field(default_factory=dict)
    intake: dict[int, int] = field(default_factory=dict)
    exempt: set[int] = field(default_factory=set)
    first_enrolment_of_city: int = 2010
    length: int = 3


@dataclass
class Result:
    kind: str
    reason: str | None = None
    covers_from: int = 0


def judge(history: History, policy: Policy) -> dict[int, tuple[str, str, int | None, int | None]]:
    """Year → (card, reason, years counted, since)."""
    criteria = {name: c for name, c in policy.criteria.items() if history.level in c.levels}
    results = {name: _results(history, criterion) for name, criterion in criteria.items()}
    triggers = {n: t for n, t in policy.triggers.items() if set(t.criteria) <= set(criteria)}
    fired = {
        name: _fired(trigger, results[trigger.criteria[0]], policy) for name, trigger in triggers.items()
    }
    verdicts = {}
    for year in range(history.first_year, history.last_year + 1):
        verdicts[year] = _verdict(year, criteria, results, triggers, fired, policy)
    return verdicts


def _in_force(series, level: str, day: date):
    value = None
    for entry in series:
        if (entry.levels is None or level in entry.levels) and entry.valid_from <= day:
            value = entry.value
    return value


def _results(history: History, criterion: Criterion) -> dict[int, Result]:
    results: dict[int, Result] = {}
    used_until = None
    for year in range(history.first_year, history.last_year + 1):
        day = date(year, 8, 31) if criterion.observation == "initial" else date(year, 12, 31)
        line = _in_force(criterion.line, history.level, day)
        minimum = _in_force(criterion.minimum_cohort, history.level, day) or 0
        if criterion.indicator == "intake":
            result = _intake_result(history, year, line)
        else:
            result = _rate_result(history, criterion, year, line, minimum, used_until)
        if result.kind in ("pass", "fail") and criterion.pooled == "once":
            used_until = year
        results[year] = result
    return results


def _intake_result(history: History, year: int, line: float | None) -> Result:
    if year in history.exempt:
        return Result("exempt", "exempt")
    if year not in history.intake:
        return Result("missing", "missing")
    return Result("fail" if history.intake[year] <= line else "pass", None, year)


def _rate_result(history: History, criterion: Criterion, year: int, line, minimum, used_until) -> Result:
    pooled = _pool(history, criterion, year, minimum, used_until)
    if year in history.exempt:
        return Result("exempt", "exempt")
    if year not in history.cohorts:
        return _why_nothing(history, year)
    if pooled is None:
        return Result("no_result", "cohort_below_minimum")
    numerator, denominator, since = pooled
    rate, wanted = Fraction(numerator, denominator), Fraction(int(line), 10_000)
    failing = {"below": rate < wanted, "at_or_below": rate <= wanted, "above": rate > wanted}
    failing["at_or_above"] = rate >= wanted
    return Result("fail" if failing[criterion.fails_when] else "pass", None, since)


def _why_nothing(history: History, year: int) -> Result:
    first = min(history.intake, default=None)
    before_any = not history.cohorts or year < min(history.cohorts)
    if (
        first is not None
        and first > history.first_enrolment_of_city
        and before_any
        and year < first + history.length
    ):
        return Result("not_offered", "no_cohort_yet")
    if history.intake.get(year - history.length) == 0:
        return Result("not_offered", "not_offered")
    return Result("missing", "missing")


def _pool(history: History, criterion: Criterion, year: int, minimum, used_until):
    """The shortest window that reaches the minimum; None if it reaches back over a year already used."""
    if year not in history.cohorts or year in history.exempt:
        return None
    # an exempt cohort is not judged, alone or in a pool
    judged = {y: cohort for y, cohort in history.cohorts.items() if y not in history.exempt}
    for window in criterion.windows:
        own = [judged[y] for y in range(year - window + 1, year + 1) if y in judged]
        numerator, denominator = sum(n for n, _ in own), sum(d for _, d in own)
        if denominator > 0 and denominator >= minimum:
            if used_until is not None and year - window + 1 <= used_until:
                return None
            return numerator, denominator, year - window + 1
    return None


def _fired(
    trigger: Trigger, results: dict[int, Result], policy: Policy
) -> dict[int, tuple[bool, int, int | None]]:
    """Year with a result → (fires, counted, since)."""
    answer = {}
    years = [year for year, result in sorted(results.items()) if result.kind in ("pass", "fail")]
    for position, year in enumerate(years):
        if trigger.over == "calendar_years":
            seen = [y for y in years[: position + 1] if y > year - trigger.n]
        else:
            seen = years[max(0, position - trigger.n + 1) : position + 1]
            seen = [y for y in seen if y >= year - policy.parameters["stale_after_years"][-1].value]
        fails = [y for y in seen if results[y].kind == "fail"]
        run = _run(trigger, results, years[: position + 1])
        if trigger.m < trigger.n:
            fires, counted = len(fails) >= trigger.m, len(fails)
            since = min((results[y].covers_from for y in fails), default=None)
        else:
            enough = len(run) >= trigger.m if trigger.over == "calendar_years" else len(fails) >= trigger.m
            fires, counted = bool(run) and enough, len(run)
            since = results[run[0]].covers_from if run else None
        answer[year] = (fires, counted, since)
    return answer


def _run(trigger: Trigger, results: dict[int, Result], years: list[int]) -> list[int]:
    """The failing results that follow each other up to the last year; on the calendar without a gap."""
    run: list[int] = []
    for year in reversed(years):
        if results[year].kind != "fail":
            break
        if run and trigger.over == "calendar_years" and results[run[0]].covers_from - 1 != year:
            break
        run.insert(0, year)
    return run


def _verdict(year, criteria, results, triggers, fired, policy):
    required = [results[name][year] for name, criterion in criteria.items() if criterion.is_required]
    if any(result.kind == "exempt" for result in required):
        return ("not_judged", "exempt", None, None)
    held = [
        state
        for name, trigger in triggers.items()
        if (state := _held(year, trigger, results, fired[name], policy))
    ]
    if held:
        severity = ["none", "yellow", "orange", "red", "exit"]
        best = max(held, key=lambda state: (severity.index(state[0]), state[2]))
        return best
    if not required:
        return ("not_judged", "no_criterion_for_level", None, None)
    for result in required:
        if result.kind not in ("pass", "fail"):
            return ("not_judged", result.reason, None, None)
    failing = any(result.kind == "fail" for result in required)
    return ("none", "below_line_not_yet_counted" if failing else "passed", None, None)


def _held(year, trigger, results, fired, policy):
    """(card, reason, counted, since) while the trigger's card stands in a year, else None."""
    past = [y for y in sorted(fired) if y <= year]
    if not past or year - past[-1] > policy.parameters["stale_after_years"][-1].value:
        return None
    for place in range(len(past) - 1, 0, -1):
        if past[place] - past[place - 1] > policy.parameters["stale_after_years"][-1].value:
            past = past[place:]
            break
    firing = [y for y in past if fired[y][0]]
    if not firing:
        return None
    last = firing[-1]
    _, counted, since = fired[last]
    if last == year:
        return (trigger.card, "trigger_fired", counted, since)
    if last == past[-1]:
        return (trigger.card, "status_kept", counted, since)
    lifting = policy.reinstatement
    if lifting and trigger.card in lifting.cards:
        passes = 0
        for y in [y for y in past if y > last]:
            passes = passes + 1 if results[trigger.criteria[0]][y].kind == "pass" else 0
            if passes >= lifting.passes[-1].value:
                return None
        return (trigger.card, "reinstatement_pending", counted, since)
    return None
