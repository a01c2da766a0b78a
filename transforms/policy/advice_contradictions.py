"""What contradicts another place of the file in the rules of lists and advice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from transforms.policy.advice import MAJOR_MEASURES, PROGRAM_MEASURES, Advice, Condition, Rule
from transforms.policy.policy import Policy, Unit
from transforms.policy.values import Dated

# Where in the file, and what is wrong there.
Location = tuple[str | int, ...]
Mistake = tuple[Location, str]
Series = tuple[Location, tuple[Dated, ...]]


def rules_of(policy: Policy) -> Iterator[tuple[Location, Rule]]:
    """Every rule of lists and advice with the place it stands in."""
    for number, public_list in enumerate(policy.lists):
        for place, rule in enumerate(public_list.rules):
            yield ("lists", number, "rules", place), rule
    for place, advised in enumerate(policy.advice.rules if policy.advice else ()):
        yield ("advice", "rules", place), advised


def conditions_of(policy: Policy) -> Iterator[tuple[Location, str, Condition]]:
    """Every condition of a rule or a tilt: where it stands, what it measures."""
    for where, rule in rules_of(policy):
        for measure, condition in rule.when.items():
            yield (*where, "when", measure), measure, condition
    if policy.advice and policy.advice.new_places:
        for name, tilt in policy.advice.new_places.tilt.items():
            for measure, condition in tilt.when.items():
                yield ("advice", "new_places", "tilt", name, "when", measure), measure, condition


def advice_series(policy: Policy) -> Iterator[Series]:
    """Every dated series of lists and advice."""
    for where, _, condition in conditions_of(policy):
        yield (*where, "line"), condition.line
    places = policy.advice.new_places if policy.advice else None
    if places:
        yield ("advice", "new_places", "share"), places.share
        yield ("advice", "new_places", "most"), places.most
        for name, tilt in places.tilt.items():
            yield ("advice", "new_places", "tilt", name, "adds"), tilt.adds


def advice_clauses(policy: Policy) -> Iterator[tuple[Location, str]]:
    """Every clause that lists and advice cite beside their dated series."""
    for number, public_list in enumerate(policy.lists):
        yield ("lists", number, "clause"), public_list.clause
    for where, rule in rules_of(policy):
        yield (*where, "clause"), rule.clause
    for number, advised in enumerate(policy.advice.rules if policy.advice else ()):
        for place, entry in enumerate(advised.seats):
            yield ("advice", "rules", number, "seats", place, "clause"), entry.clause


def advice_mistakes(policy: Policy) -> Iterator[Mistake]:
    """Unknown measures, units that are not theirs, names used twice, rules that no program can reach."""
    for where, measure, condition in conditions_of(policy):
        of_majors = where[0] == "lists"
        yield from _measure(where, measure, condition, _measures(policy, of_majors))
    yield from _named_twice(policy)
    if policy.advice:
        yield from _reach(policy.advice)
        yield from _seats(policy.advice)


def _measures(policy: Policy, of_majors: bool) -> Mapping[str, Unit]:
    declared = {name: indicator.unit for name, indicator in policy.indicators.items()}
    return MAJOR_MEASURES if of_majors else PROGRAM_MEASURES | declared


def _measure(
    where: Location, measure: str, condition: Condition, known: Mapping[str, Unit]
) -> Iterator[Mistake]:
    if measure not in known:
        yield where, f"{measure!r} cannot be asked here; there are: {', '.join(known)}"
    elif known[measure] != condition.unit:
        yield (*where, "unit"), f"{measure} is measured in {known[measure]}, not in {condition.unit}"


def _named_twice(policy: Policy) -> Iterator[Mistake]:
    named: list[tuple[Location, tuple[str | int, str]]] = [
        ((*where, "rule"), (where[0], rule.rule)) for where, rule in rules_of(policy)
    ]
    named += [(("lists", place, "list"), ("list", item.list)) for place, item in enumerate(policy.lists)]
    seen: set[tuple[str | int, str]] = set()
    for where, name in named:
        if name in seen:
            yield where, f"{name[1]!r} is stated twice"
        seen.add(name)


def _reach(advice: Advice) -> Iterator[Mistake]:
    """The last rule is for every program, and no earlier one is: the first that holds speaks."""
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
