"""What a policy asks of few persons that its verdicts, which are published, would tell beside counts that are withheld.

Apart from the other contradictions because it alone rests on the parameters of disclosure.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import ceil, floor
from typing import NamedTuple

from transforms.policy.policy import (
    COHORT_RATES,
    COMPUTED_INDICATORS,
    Condition,
    Criterion,
    Dated,
    Location,
    Mistake,
    Policy,
    Rule,
    Series,
)

INTAKE = "intake"
WHOLE_BP = 10_000
# The first split of a cohort: its counts hang on no other part that may be withheld.
FIRST_SPLIT = ("placed", "graduates")


class Cut(NamedTuple):
    """A size on which a verdict turns: `size` persons of `cohorts` cohorts lie on its upper side, one fewer not."""

    where: Location
    criterion: str
    counted: str
    levels: frozenset[str]
    size: int
    cohorts: int


def tells_withheld(policy: Policy) -> Iterator[Mistake]:
    """Every line, minimum and rank that would tell a withheld count, with its place in the file."""
    yield from _lines(policy)
    yield from _offered(policy)
    yield from _sizes(policy)
    yield from _ranks(policy)


def _lines(policy: Policy) -> Iterator[Mistake]:
    """Lines of rates of persons outside the bounds, those of past days too, that nobody accepted by name."""
    found = _outside(policy)
    for name in policy.lines_tell_parts:
        if name not in found:
            yield (
                ("lines_tell_parts", name),
                f"{name} is no criterion, rule or tilt with a line that tells parts",
            )
    for name, places in found.items():
        for where, said in places if name not in policy.lines_tell_parts else ():
            yield (
                where,
                f"{said}: beside it a verdict tells whether a withheld part of few is 1 or 2. "
                f"Move it, or accept it by name under lines_tell_parts",
            )


def _outside(policy: Policy) -> dict[str, list[tuple[Location, str]]]:
    """Criteria, rules and tilts with the places of their lines outside the bounds."""
    lowest, highest = _bounds(policy)
    outside: dict[str, list[tuple[Location, str]]] = {}
    for name, where, indicator, series in _lines_of_rates(policy):
        # a ratio above 1 is none of a part to its whole
        per_bp = WHOLE_BP if policy.unit_of(indicator) == "ratio" else 1
        for place, entry in enumerate(series):
            share = None if entry.value is None else entry.value * per_bp
            if share is not None and share <= WHOLE_BP and not lowest <= share <= highest:
                said = f"{share:g} bp lies outside {lowest:g} to {highest:g} bp of persons"
                outside.setdefault(name, []).append(((*where, place, "value"), said))
    return outside


def _lines_of_rates(policy: Policy) -> Iterator[tuple[str, Location, str, Series]]:
    """Name of the criterion, rule or tilt, place of the line, what is measured, and the line, of rates of persons."""
    for name, criterion in policy.criteria.items():
        # the line of a rank is a share of programs
        if criterion.rank_within is None and _is_of_persons(policy, criterion.indicator):
            yield name, ("criteria", name, "line"), criterion.indicator, criterion.line
    for name, where, when in _conditions(policy):
        for measure, condition in when.items():
            if measure == "judged_rate" or _is_of_persons(policy, measure):
                yield name, (*where, "when", measure, "line"), measure, condition.line


def _conditions(policy: Policy) -> Iterator[tuple[str, Location, dict[str, Condition]]]:
    rules: list[tuple[Location, Rule]] = [
        (("lists", place, "rules", number), rule)
        for place, listed in enumerate(policy.lists)
        for number, rule in enumerate(listed.rules)
    ]
    rules += [(("advice", "rules", number), rule) for number, rule in enumerate(policy.advised)]
    yield from ((rule.rule, where, rule.when) for where, rule in rules)
    tilts = policy.new_places.tilt if policy.new_places else {}
    yield from ((name, ("advice", "new_places", "tilt", name), tilt.when) for name, tilt in tilts.items())


def _is_of_persons(policy: Policy, indicator: str) -> bool:
    """A rate of cohorts, or a delivered share: whether persons are its whole is not said, so it is taken for one."""
    declared = policy.indicators.get(indicator)
    return indicator in COHORT_RATES or (declared is not None and declared.unit in ("bp", "ratio"))


def _bounds(policy: Policy) -> tuple[float, float]:
    """The narrowest bounds ever stated, in bp."""
    lowest = _stated(policy, "disclosure_line_lowest_bp")
    highest = _stated(policy, "disclosure_line_highest_bp")
    return max(lowest, default=0), min(highest, default=WHOLE_BP)


def _stated(policy: Policy, parameter: str) -> list[float]:
    """Every value a parameter ever has."""
    return [entry.value for entry in policy.parameters.get(parameter, ()) if entry.value is not None]


def _offered(policy: Policy) -> Iterator[Mistake]:
    lowest, highest = _bounds(policy)
    for name in ("lowest", "highest"):
        line = getattr(policy.what_if.line, name)
        if not lowest <= line <= highest:
            yield (
                ("what_if", "line", name),
                f"{line} bp lies outside {lowest:g} to {highest:g} bp, beside which no verdict tells a small part",
            )


def _sizes(policy: Policy) -> Iterator[Mistake]:
    """Minimums of persons, and lines of a protected intake, that leave a withheld size too few values."""
    withheld = int(max(_stated(policy, "disclosure_min_cohort"), default=0)) - 1
    left = int(max(_stated(policy, "disclosure_sizes_left"), default=0))
    cuts = list(_cuts(policy))
    for cut in cuts:
        if (most := withheld * cut.cohorts) < cut.cohorts:
            continue
        # on either side all cohorts but one are taken at the end of what they can be
        above, below = most - cut.size + 1, cut.size - cut.cohorts
        for sizes, side in ((above, "reach it"), (below, "do not")):
            if 0 < sizes < left:
                yield cut.where, _too_few(cut, withheld, f"those that {side} have", sizes)
    for one, other in combinations([cut for cut in cuts if cut.cohorts == 1], 2):
        sizes = min(max(one.size, other.size) - 1, withheld) - min(one.size, other.size) + 1
        is_of_one_count = one.counted == other.counted and one.levels & other.levels
        if is_of_one_count and one.criterion != other.criterion and 0 < sizes < left:
            yield other.where, _too_few(other, withheld, f"those between it and {one.criterion} have", sizes)


def _too_few(cut: Cut, withheld: int, who: str, sizes: int) -> str:
    of = f"{cut.size} persons" if cut.cohorts == 1 else f"{cut.size} persons of {cut.cohorts} cohorts"
    values = f"{sizes} possible {'size' if sizes == 1 else 'sizes'}"
    return f"{of}: 1 to {withheld} persons are withheld, and {who} {values} left, too few to hide them"


def _cuts(policy: Policy) -> Iterator[Cut]:
    is_protected = any(_stated(policy, "disclosure_intake_protected"))
    for name, criterion in policy.criteria.items():
        where: Location = ("criteria", name)
        counted = f"{criterion.indicator} {criterion.observation}"
        for place, entry in enumerate(criterion.minimum_cohort):
            for window in criterion.windows:
                yield from _cut(
                    (*where, "minimum_cohort", place, "value"), name, criterion, entry, counted, window
                )
        for place, entry in enumerate(criterion.line):
            if criterion.indicator == INTAKE and is_protected and criterion.rank_within is None:
                yield from _cut((*where, "line", place, "value"), name, criterion, entry, INTAKE, 1)


def _cut(
    where: Location, name: str, criterion: Criterion, entry: Dated, counted: str, cohorts: int
) -> Iterator[Cut]:
    if entry.value is None:
        return
    levels = frozenset[str](entry.levels or criterion.levels)
    # of a line, whose own number lies below it where the comparison says so; a minimum is reached by its own number
    is_above = counted == INTAKE and criterion.fails_when in ("at_or_below", "above")
    size = floor(entry.value) + 1 if is_above else ceil(entry.value)
    yield Cut(where, name, counted, levels, size, cohorts)


def _ranks(policy: Policy) -> Iterator[Mistake]:
    """Ranks of counts that are published neither as they are nor as a bound that depends on the cohort's size alone."""
    for name, criterion in policy.criteria.items():
        computed = COMPUTED_INDICATORS.get(criterion.indicator)
        if criterion.rank_within is None or computed is None:
            continue
        is_finer = computed.counts is not None and computed.counts != FIRST_SPLIT
        is_protected = criterion.indicator == INTAKE and any(_stated(policy, "disclosure_intake_protected"))
        if is_finer or is_protected:
            yield (
                ("criteria", name, "rank_within"),
                f"programs are not ranked by {criterion.indicator}: which of its counts are published hangs on others",
            )
