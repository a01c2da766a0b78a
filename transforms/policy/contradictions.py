"""What makes no sense in a policy whose every field is well-formed: what contradicts another place of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, TypeVar

from transforms.policy.policy import (
    COHORT_RATES,
    COMPUTED_INDICATORS,
    MAJOR_MEASURES,
    PROGRAM_MEASURES,
    Advice,
    Condition,
    Criterion,
    Dated,
    Location,
    Mistake,
    Policy,
    Rule,
    Trigger,
)
from transforms.policy.withheld import tells_withheld
from transforms.yaml_model import Strict

Part = TypeVar("Part")
Parts = list[tuple[Location, Any]]
WHOLE_BP = 10_000


def contradictions(policy: Policy, known_parameters: set[str]) -> list[Mistake]:
    """Every mistake of a policy with its place in the file. `known_parameters`: those of the method's own file."""
    parts = list(_parts(policy))
    return [
        *_uncited(policy, parts),
        *_parameters(policy, known_parameters),
        *_overlaps(parts),
        *_criteria(policy),
        *tells_withheld(policy),
        *_triggers(policy),
        *_reinstatement(policy),
        *_offered(policy),
        *_advice(policy, parts),
        *_offices(policy),
    ]


def _parts(part: Any, where: Location = ()) -> Iterator[tuple[Location, Any]]:
    """Everything a policy is made of, with its place in the file: models, mappings, lists and single values."""
    yield where, part
    if isinstance(part, Strict):
        inner: Iterable[tuple[str | int, Any]] = part
    else:
        inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, tuple) else ()
    for name, value in inner:
        yield from _parts(value, (*where, name))


def _found(parts: Parts, kind: type[Part]) -> Iterator[tuple[Location, Part]]:
    return ((where, part) for where, part in parts if isinstance(part, kind))


def _uncited(policy: Policy, parts: Parts) -> Iterator[Mistake]:
    for where, clause in _found(parts, str):
        if where[-1] == "clause" and clause not in policy.clauses:
            yield where, f"no clause {clause!r} is given under clauses"


def _parameters(policy: Policy, known: set[str]) -> Iterator[Mistake]:
    for name in policy.parameters:
        if name not in known:
            yield ("parameters", name), f"no such parameter; there are: {', '.join(sorted(known))}"


def _overlaps(parts: Parts) -> Iterator[Mistake]:
    """A value without levels holds for all of them."""
    for where, series in _found(parts, tuple):
        for place, entry in enumerate(series):
            for earlier in series[:place] if isinstance(entry, Dated) else ():
                both = (
                    earlier.levels is None or entry.levels is None or set(earlier.levels) & set(entry.levels)
                )
                if both and earlier.valid_from == entry.valid_from:
                    yield (*where, place), f"two values start on {entry.valid_from}"


def _criteria(policy: Policy) -> Iterator[Mistake]:
    for name, criterion in policy.criteria.items():
        where: Location = ("criteria", name)
        yield from _indicator(policy, where, criterion)
        yield from _levels(where, "line", criterion)
        yield from _levels(where, "minimum_cohort", criterion)
        yield from _lines(where, criterion)
        yield from _cohorts(policy, where, criterion)


def _indicator(policy: Policy, where: Location, criterion: Criterion) -> Iterator[Mistake]:
    indicator = criterion.indicator
    unit = policy.unit_of(indicator)
    if unit is None:
        known = ", ".join([*COMPUTED_INDICATORS, *policy.indicators])
        advice = "Name an indicator of the indicator feed, with its unit, under indicators"
        yield (*where, "indicator"), f"unknown indicator {indicator!r}; there are: {known}. {advice}"
    elif criterion.rank_within is None and unit != criterion.unit:
        yield (*where, "unit"), f"{indicator} is measured in {unit}, not in {criterion.unit}"
    if indicator in COHORT_RATES and criterion.observation is None:
        yield where, f"{indicator} is observed: state observation, initial or year_end"
    if unit is not None and indicator not in COHORT_RATES and criterion.observation is not None:
        yield (*where, "observation"), f"{indicator} has no day of observation"


def _levels(
    where: Location, field: Literal["line", "minimum_cohort"], criterion: Criterion
) -> Iterator[Mistake]:
    stated: set[str] = set()
    for place, entry in enumerate(getattr(criterion, field)):
        stated |= set(entry.levels or criterion.levels)
        for level in sorted(set(entry.levels or ()) - set(criterion.levels)):
            yield (*where, field, place, "levels"), f"the criterion does not judge the level {level}"
    if field == "line" and set(criterion.levels) - stated:
        yield (*where, field), f"no line for {', '.join(sorted(set(criterion.levels) - stated))}"


def _lines(where: Location, criterion: Criterion) -> Iterator[Mistake]:
    for place, entry in enumerate(criterion.line):
        if entry.value is not None and criterion.unit == "bp" and not 0 <= entry.value <= WHOLE_BP:
            yield (*where, "line", place, "value"), f"{entry.value:g} bp is no share: 0 to {WHOLE_BP} (100 %)"
    for place, entry in enumerate(criterion.minimum_cohort):
        if entry.value is not None and (entry.value < 0 or entry.value != int(entry.value)):
            yield (*where, "minimum_cohort", place, "value"), f"{entry.value:g} is no number of persons"


def _cohorts(policy: Policy, where: Location, criterion: Criterion) -> Iterator[Mistake]:
    computed = COMPUTED_INDICATORS.get(criterion.indicator)
    if computed and computed.unit != "bp" and criterion.minimum_cohort:
        yield (*where, "minimum_cohort"), f"{criterion.indicator} is a count, it has no cohort"
    elif criterion.windows != (1,) and not criterion.minimum_cohort:
        yield (*where, "windows"), "cohorts are pooled to reach a minimum_cohort: state it"
    if criterion.indicator not in COHORT_RATES:
        return
    least = _least_published(policy)
    stated = [entry.value or 0 for entry in criterion.minimum_cohort]
    if min(stated, default=0) < least:
        place = (*where, "minimum_cohort") if stated else where
        yield place, f"a flag needs the {least:g} graduates below which rates are withheld: minimum_cohort"


def _offices(policy: Policy) -> Iterator[Mistake]:
    for place, office in enumerate(policy.offices):
        if office != office.strip() or not office:
            yield ("offices", place), "the name of an office is a text without blanks around it"
        if office in policy.offices[:place]:
            yield ("offices", place), f"{office!r} is stated twice"


def _offered(policy: Policy) -> Iterator[Mistake]:
    least = _least_published(policy)
    for place, offered in enumerate(policy.what_if.minimum_cohort):
        if offered < least:
            yield (
                ("what_if", "minimum_cohort", place),
                f"rates of fewer than {least:g} graduates are withheld",
            )


def _least_published(policy: Policy) -> float:
    """The most graduates below which rates were ever withheld."""
    stated = [entry.value for entry in policy.parameters.get("disclosure_min_cohort", ())]
    return max((value for value in stated if value is not None), default=0)


def _triggers(policy: Policy) -> Iterator[Mistake]:
    for name, trigger in policy.triggers.items():
        where: Location = ("triggers", name)
        for place, criterion in enumerate(trigger.criteria):
            if criterion not in policy.criteria:
                yield (*where, "criteria", place), f"unknown criterion {criterion!r}"
            if criterion in trigger.criteria[:place]:
                yield (*where, "criteria", place), f"{criterion} is named twice"
        if trigger.card == "none" or trigger.card not in policy.ladder:
            yield (*where, "card"), f"the ladder has no card {trigger.card!r} to give"
        yield from _forgotten(policy, where, trigger)
    if "none" not in policy.ladder:
        yield ("ladder",), "the ladder says what none means too"


def _forgotten(policy: Policy, where: Location, trigger: Trigger) -> Iterator[Mistake]:
    ages = [entry.value for entry in policy.parameters.get("stale_after_years", ())]
    oldest = min((value for value in ages if value is not None), default=None)
    if trigger.over == "calculated_years" and oldest is not None and trigger.m > oldest + 1:
        yield (
            (*where, "m"),
            f"{trigger.m} results never count together: older than {oldest:g} years they are disregarded",
        )


def _reinstatement(policy: Policy) -> Iterator[Mistake]:
    if policy.reinstatement is None:
        return
    given = {trigger.card for trigger in policy.triggers.values()}
    for place, card in enumerate(policy.reinstatement.cards):
        if card not in given:
            yield ("reinstatement", "cards", place), f"no trigger gives the card {card}"
    for place, entry in enumerate(policy.reinstatement.passes):
        where: Location = ("reinstatement", "passes", place)
        if entry.levels:
            yield (*where, "levels"), "passes are the same for every level"
        if entry.value is not None and (entry.value < 1 or entry.value != int(entry.value)):
            yield (*where, "value"), f"{entry.value:g} is no number of passes"


def _advice(policy: Policy, parts: Parts) -> Iterator[Mistake]:
    """In lists and advice: unknown measures, wrong units, names used twice, rules that no program can reach."""
    declared = {name: indicator.unit for name, indicator in policy.indicators.items()}
    for where, condition in _found(parts, Condition):
        known = MAJOR_MEASURES if where[0] == "lists" else PROGRAM_MEASURES | declared
        measure = str(where[-1])
        if measure not in known:
            yield where, f"{measure!r} cannot be asked here; there are: {', '.join(known)}"
        elif known[measure] != condition.unit:
            yield (*where, "unit"), f"{measure} is measured in {known[measure]}, not in {condition.unit}"
    yield from _named_twice(policy, parts)
    if policy.advice:
        yield from _reach(policy.advice)
        yield from _seats(policy.advice)


def _named_twice(policy: Policy, parts: Parts) -> Iterator[Mistake]:
    named: list[tuple[Location, tuple[str | int, str]]] = [
        ((*where, "rule"), (where[0], rule.rule)) for where, rule in _found(parts, Rule)
    ]
    named += [(("lists", place, "list"), ("list", item.list)) for place, item in enumerate(policy.lists)]
    seen: set[tuple[str | int, str]] = set()
    for where, name in named:
        if name in seen:
            yield where, f"{name[1]!r} is stated twice"
        seen.add(name)


def _reach(advice: Advice) -> Iterator[Mistake]:
    """The last rule is for every program, and no earlier one is: the first that holds decides."""
    last = len(advice.rules) - 1
    for place, rule in enumerate(advice.rules):
        is_for_all = not any(
            (rule.levels, rule.when, rule.cards, rule.reasons, rule.filings, rule.repealed_on)
        )
        where: Location = ("advice", "rules", place)
        if place < last and is_for_all:
            yield where, "holds for every program: the rules after it never speak"
        if place == last and not is_for_all:
            yield where, "the last rule must hold for every program: no conditions, no repeal"


def _seats(advice: Advice) -> Iterator[Mistake]:
    for number, rule in enumerate(advice.rules):
        where: Location = ("advice", "rules", number, "seats")
        first = rule.seats[0].valid_from
        if first > rule.valid_from:
            yield (
                (*where, 0, "valid_from"),
                f"the rule holds from {rule.valid_from}, its seats only from {first}",
            )
        days = [entry.valid_from for entry in rule.seats]
        for place, day in enumerate(days):
            if day in days[:place]:
                yield (*where, place), f"two ranges start on {day}"
