"""What makes no sense in a policy whose every field is well-formed: what contradicts another place of the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from transforms.policy.advice_contradictions import (
    Location,
    Mistake,
    Series,
    advice_clauses,
    advice_mistakes,
    advice_series,
)
from transforms.policy.policy import COHORT_RATES, COMPUTED_INDICATORS, Criterion, Policy, Trigger

WHOLE_BP = 10_000


def contradictions(policy: Policy, known_parameters: set[str]) -> list[Mistake]:
    """Every mistake of a policy with the place it stands in. `known_parameters`: those of the method's own file."""
    return [
        *_uncited(policy),
        *_parameters(policy, known_parameters),
        *_overlaps(policy),
        *_criteria(policy),
        *_triggers(policy),
        *_reinstatement(policy),
        *_offered(policy),
        *advice_mistakes(policy),
    ]


def _series(policy: Policy) -> Iterator[Series]:
    for name, criterion in policy.criteria.items():
        yield ("criteria", name, "line"), criterion.line
        yield ("criteria", name, "minimum_cohort"), criterion.minimum_cohort
    for name, series in policy.parameters.items():
        yield ("parameters", name), series
    if policy.reinstatement:
        yield ("reinstatement", "passes"), policy.reinstatement.passes
    yield from advice_series(policy)


def _uncited(policy: Policy) -> Iterator[Mistake]:
    cited: list[tuple[Location, str]] = [
        ((*where, place, "clause"), entry.clause)
        for where, series in _series(policy)
        for place, entry in enumerate(series)
    ]
    cited += [(("triggers", name, "clause"), trigger.clause) for name, trigger in policy.triggers.items()]
    cited += [
        (("exemptions", name, "clause"), exemption.clause) for name, exemption in policy.exemptions.items()
    ]
    cited += advice_clauses(policy)
    for where, clause in cited:
        if clause not in policy.clauses:
            yield where, f"no clause {clause!r} is given under clauses"


def _parameters(policy: Policy, known: set[str]) -> Iterator[Mistake]:
    for name in policy.parameters:
        if name not in known:
            yield ("parameters", name), f"no such parameter; there are: {', '.join(sorted(known))}"


def _overlaps(policy: Policy) -> Iterator[Mistake]:
    """A value without levels holds for all of them."""
    for where, series in _series(policy):
        for place, entry in enumerate(series):
            for earlier in series[:place]:
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
        yield (
            (*where, "indicator"),
            (
                f"unknown indicator {indicator!r}; there are: {known}. "
                "Name an indicator of the indicator feed, with its unit, under indicators"
            ),
        )
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
    displayed = [entry.value for entry in policy.parameters.get("disclosure_min_cohort", ())]
    least = max((value for value in displayed if value is not None), default=0)
    stated = [entry.value or 0 for entry in criterion.minimum_cohort]
    if min(stated, default=0) < least:
        place = (*where, "minimum_cohort") if stated else where
        yield place, f"a flag needs the {least:g} graduates below which rates are withheld: minimum_cohort"


def _offered(policy: Policy) -> Iterator[Mistake]:
    displayed = [entry.value for entry in policy.parameters.get("disclosure_min_cohort", ())]
    least = max((value for value in displayed if value is not None), default=0)
    for place, offered in enumerate(policy.what_if.minimum_cohort):
        if offered < least:
            yield (
                ("what_if", "minimum_cohort", place),
                f"rates of fewer than {least:g} graduates are withheld",
            )


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
