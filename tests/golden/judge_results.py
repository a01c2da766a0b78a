"""Results of criteria by the text of method.md §2 and §3.2, one program and year after the other."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tests.golden.facts import Cohort
from tests.golden.judge_records import NEVER, OF_COHORTS, Program, Record
from transforms.policy.policy import Criterion, Dated, Policy

PER_UNIT = {"bp": 10_000}


class Own(NamedTuple):
    """The reading of one year. of: the program it is a reading of, another one where it is inherited.

    persons: those a minimum asks for, where they are not the denominator.
    """

    numerator: int | None
    denominator: int | None
    value: float | None
    averaged: bool
    of: Program
    persons: int | None = None


@dataclass(slots=True)
class Result:
    """kind: fail, pass, no_result, missing, not_offered, exempt. since: first year the result covers."""

    kind: str
    reason: str | None = None
    since: int = 0


@dataclass(slots=True)
class Measured:
    """The number of a year that meets the line: a ratio of persons, or a bare value. own: the readings it rests on."""

    numerator: int | None
    denominator: int | None
    value: float
    since: int
    is_own: bool
    own: list[Own]


Results = dict[int, Result]
Ranking = dict[tuple, list[float]]
Shares = dict[tuple[int, str], float]


def in_force(series: tuple[Dated, ...], level: str | None, day: date) -> float | None:
    """The last value that had started by a day."""
    started = [
        entry.value
        for entry in series
        if (entry.levels is None or level in entry.levels) and entry.valid_from <= day
    ]
    return started[-1] if started else None


def day_of(criterion: Criterion, year: int) -> date:
    return date(year, 8, 31) if criterion.observation == "initial" else date(year, 12, 31)


class Bench:
    """Judges criteria of one city by one policy; what depends on other programs (rank, sites) is counted first."""

    def __init__(self, record: Record, policy: Policy) -> None:
        self.record, self.policy = record, policy
        self.known: dict[tuple[str, str, str, int], float | None] = {}
        self.regarded: dict[int, int] = {}
        self.judged_until = self._judged_until()
        self.shares: dict[str, Shares] = {
            name: self._published_shares(criterion)
            for name, criterion in policy.criteria.items()
            if criterion.rank_within
        }
        self.ranking: dict[str, Ranking] = {
            name: self._ranked(name, criterion)
            for name, criterion in policy.criteria.items()
            if criterion.rank_within
        }

    def _judged_until(self) -> int:
        """The newest year for which a required criterion has anything to go by; without any, that of the intake."""
        asked = [criterion for criterion in self.policy.criteria.values() if criterion.is_required]
        years = [self.record.graduated.get(criterion.observation or "") for criterion in asked]
        years += [self.record.read.get(criterion.indicator) for criterion in asked]
        newest = max((year for year in years if year is not None), default=self.record.last_enrolment)
        return self.record.last_year if newest is None else newest

    def oldest(self, year: int) -> int:
        """The first year whose results are still regarded in a year."""
        if year not in self.regarded:
            age = in_force(self.policy.parameters["stale_after_years"], None, date(year, 12, 31))
            self.regarded[year] = -NEVER if age is None else year - int(age)
        return self.regarded[year]

    def results(self, program: Program) -> dict[str, Results]:
        """Criterion → year → result, for the criteria of the program's level."""
        level = program.key[3]
        return {
            name: self._judged(name, criterion, program)
            for name, criterion in self.policy.criteria.items()
            if level in criterion.levels
        }

    def _judged(self, name: str, criterion: Criterion, program: Program) -> Results:
        own = self._readings(program, criterion.indicator, criterion.observation)
        measured = self._measured(name, criterion, program, own)
        first = min([program.years.start, *own])
        results = {}
        for year in range(first, min(program.years.stop, self.judged_until + 1)):
            results[year] = self._result(name, criterion, program, year, own.get(year), measured.get(year))
        return results

    def _readings(self, program: Program, indicator: str, observation: str | None) -> dict[int, Own]:
        own = dict(self._own_readings(program, indicator, observation))
        parent, part = program.parent, program
        cohorts_before = before = NEVER
        seen = {program.name}
        while parent is not None and parent.name not in seen:
            seen.add(parent.name)
            before = min(before, part.parted_in)
            if part.parent_kind == "merge":
                cohorts_before = min(cohorts_before, part.parted_in)
            # cohorts of a split parent graduate after its last intake, and are its children's record too
            limit = cohorts_before if observation else before
            for year, reading in self._own_readings(parent, indicator, observation):
                if year < limit:
                    own.setdefault(year, reading)
            parent, part = parent.parent, parent
        return own

    def _surely(self, cohort: Cohort, counted: int | None) -> int | None:
        """Those counted, or the fewest they can be for a reader where one or two of a published whole are left out."""
        n, placed = cohort.graduates, cohort.placed
        if counted is None or (n is not None and (counted >= n or n < self._parameter("min_cohort"))):
            return counted
        hides_placed = n is not None and placed is not None and self._withheld(n - placed)
        whole = n if hides_placed or placed is None else placed
        if whole is not None and self._withheld(whole - counted):
            return whole - self._parameter("min_part")
        return counted

    def _own_readings(self, program: Program, indicator: str, observation: str | None):
        if indicator in OF_COHORTS:
            above, below, rate = OF_COHORTS[indicator]
            for (seen, year), cohort in program.cohorts.items():
                n, d = getattr(cohort, above), getattr(cohort, below)
                bare = getattr(cohort, rate) if rate else None
                given = d is not None or bare is not None if rate else n is not None and d is not None
                if seen == observation and given:
                    yield year, Own(n, d, bare, False, program, self._surely(cohort, d))
        elif indicator in ("intake", "sites", "site_share"):
            for year, persons in program.takes_in.items():
                entry, level = program.key[1:3], program.key[3]
                sites, schools = self.record.sites[entry, level, year], self.record.schools.get((level, year))
                if indicator == "intake":
                    yield year, Own(None, None, persons, False, program)
                elif indicator == "sites":
                    yield year, Own(None, None, sites, False, program)
                elif schools:
                    yield year, Own(sites, schools, None, False, program)
        else:
            for (name, year), r in program.readings.items():
                if name == indicator:
                    value = r.value
                    if value is None and r.numerator is not None and r.denominator:
                        value = r.numerator / r.denominator
                    yield year, Own(r.numerator, r.denominator, value, r.averaged, program)

    def _dated(self, which: str, name: str, criterion: Criterion, level: str, year: int) -> float | None:
        """The line or minimum of a cohort, looked up once for all programs."""
        key = (which, name, level, year)
        if key not in self.known:
            series = criterion.line if which == "line" else criterion.minimum_cohort
            self.known[key] = in_force(series, level, day_of(criterion, year))
        return self.known[key]

    def _is_exempt(self, criterion: Criterion, own: Own | None, program: Program, year: int) -> bool:
        """On the day of observation, by its own exemptions or those of the program whose record the year is."""
        exemptions = program.exemptions + (own.of.exemptions if own and own.of is not program else [])
        if not exemptions:
            return False
        day = day_of(criterion, year)
        for item in exemptions:
            honoured = self.policy.exemptions.get(item.reason)
            if (
                honoured
                and item.first <= day <= item.last
                and honoured.valid_from <= day
                and (honoured.repealed_on is None or day < honoured.repealed_on)
            ):
                return True
        return False

    def _measured(
        self, name: str, criterion: Criterion, program: Program, own: dict[int, Own]
    ) -> dict[int, Measured]:
        """Pooled cohorts, walked through year by year, since what is used once is not used again."""
        usable = self._usable(criterion, program, own)
        counted = {y: r for y, r in usable.items() if r.numerator is not None and r.denominator is not None}
        measured: dict[int, Measured] = {}
        used_until = None
        for year in sorted(usable):
            reading, is_own = usable[year], usable[year].of is program
            minimum = self._dated("minimum", name, criterion, program.key[3], year) or 0
            if year in counted:
                pool = _pool(criterion, counted, year, minimum)
                if pool and (criterion.pooled == "rolling" or used_until is None or pool[2] > used_until):
                    used_until = year
                    readings = [counted[y] for y in range(pool[2], year + 1) if y in counted]
                    measured[year] = Measured(*pool[:2], pool[0] / pool[1], pool[2], is_own, readings)
            if year not in measured and reading.value is not None:
                d = reading.denominator
                is_large = minimum == 0 if d is None else reading.numerator is None and d >= minimum
                if is_large:
                    measured[year] = Measured(None, None, reading.value, year, is_own, [reading])
        return measured

    def _usable(self, criterion: Criterion, program: Program, own: dict[int, Own]) -> dict[int, Own]:
        return {
            year: reading
            for year, reading in own.items()
            if not (criterion.skips_averaged and reading.averaged)
            and not self._is_exempt(criterion, reading, program, year)
        }

    def _parameter(self, name: str) -> int:
        return int(in_force(self.policy.parameters[f"disclosure_{name}"], None, date.max) or 0)

    def _withheld(self, part: int) -> bool:
        """A part so small that it is not published."""
        return (0 if self._parameter("zero_is_small") else 1) <= part <= self._parameter("min_part")

    def _published_shares(self, criterion: Criterion) -> Shares:
        """Year and level → the share of its cohorts large enough to be published, a small part at its middle."""
        sums: dict[tuple[int, str], tuple[float, int]] = defaultdict(lambda: (0.0, 0))
        middle = ((0 if self._parameter("zero_is_small") else 1) + self._parameter("min_part")) / 2
        for program in self.record.programs.values():
            level = program.key[3]
            if level not in criterion.levels:
                continue
            own = self._readings(program, criterion.indicator, criterion.observation)
            for year, r in self._usable(criterion, program, own).items():
                is_counted = r.numerator is not None and r.denominator is not None and r.of is program
                if not is_counted or r.denominator < self._parameter("min_cohort"):
                    continue
                if year <= self.judged_until and year in program.years:
                    n = r.numerator
                    if self._withheld(n):
                        n = middle
                    elif self._withheld(r.denominator - n):
                        n = r.denominator - middle
                    above, below = sums[year, level]
                    sums[year, level] = (above + n, below + r.denominator)
        return {of: above / below for of, (above, below) in sums.items() if below}

    def _ranked_by(self, name: str, program: Program, year: int, found: Measured) -> float | None:
        """The published value a program is ranked by (docs/method.md §3.2)."""
        if any(r.denominator and r.denominator < self._parameter("min_cohort") for r in found.own):
            return self.shares[name].get((year, program.key[3]))
        if found.denominator is None:
            return found.value
        above = 0
        for r in found.own:
            least = self._parameter("min_part")
            if r.denominator and self._withheld(r.numerator):
                above += least
            elif r.denominator and self._withheld(r.denominator - r.numerator):
                above += r.denominator - least
            else:
                above += r.numerator
        return above / found.denominator

    def _ranked(self, name: str, criterion: Criterion) -> Ranking:
        """Values of every program that is ranked, by year, level and (if so ranked) school; each program once."""
        ranking: Ranking = defaultdict(list)
        for program in self.record.programs.values():
            if program.key[3] not in criterion.levels:
                continue
            own = self._readings(program, criterion.indicator, criterion.observation)
            for year, found in self._measured(name, criterion, program, own).items():
                if found.is_own and year <= self.judged_until and year in program.years:
                    value = self._ranked_by(name, program, year, found)
                    if value is not None:
                        ranking[_scope(criterion, program, year)].append(value)
        return {scope: sorted(values) for scope, values in ranking.items()}

    def _result(
        self, name: str, criterion: Criterion, program: Program, year: int, own: Own | None, found
    ) -> Result:
        line = self._dated("line", name, criterion, program.key[3], year)
        if self._is_exempt(criterion, own, program, year):
            return Result("exempt", "exempt")
        if line is None:
            return Result("no_result", "no_line_in_force")
        if own is None:
            return self._nothing(criterion, program, year)
        if criterion.skips_averaged and own.averaged:
            return Result("no_result", "averaged_reading")
        if found is None:
            told = own.denominator is not None
            return Result("no_result", "cohort_below_minimum" if told else "cohort_size_not_delivered")
        if criterion.rank_within:
            values = self.ranking[name].get(_scope(criterion, program, year), [])
            value = self._ranked_by(name, program, year, found)
            fails = value is not None and PER_UNIT["bp"] * bisect_right(values, value) <= line * len(values)
        else:
            fails = _fails(criterion, found, line)
        return Result("fail" if fails else "pass", None, found.since)

    def _nothing(self, criterion: Criterion, program: Program, year: int) -> Result:
        """Why a cohort is not there: none could have graduated yet, none was taken in, or none was delivered."""
        if criterion.observation is None or year not in program.years:
            return Result("missing", "missing")
        length = in_force(self.policy.parameters["programme_length"], program.key[3], date(year, 12, 31))
        if length is None:
            return Result("missing", "missing")
        begun = min(program.intake, default=None)
        is_new = begun is not None and begun > self.record.first_enrolment
        if is_new and year < program.first_cohort and year < begun + length:
            return Result("not_offered", "no_cohort_yet")
        if program.takes_in.get(year - int(length)) == 0:
            return Result("not_offered", "not_offered")
        return Result("missing", "missing")


def _scope(criterion: Criterion, program: Program, year: int) -> tuple:
    school = program.key[0] if criterion.rank_within == "institution" else None
    return (year, program.key[3], school)


def _pool(
    criterion: Criterion, counted: dict[int, Own], year: int, minimum: float
) -> tuple[int, int, int] | None:
    """The shortest window of cohorts that together reach the minimum: numerator, denominator, first year."""
    for window in criterion.windows:
        own = {y: counted[y] for y in range(year - window + 1, year + 1) if y in counted}
        numerator = sum(r.numerator for r in own.values())
        denominator = sum(r.denominator for r in own.values())
        persons = sum(r.denominator if r.persons is None else r.persons for r in own.values())
        if denominator > 0 and persons >= minimum:
            return numerator, denominator, min(own)
    return None


def _fails(criterion: Criterion, found: Measured, line: float) -> bool:
    per_unit = PER_UNIT.get(criterion.unit, 1)
    if found.denominator is not None:
        # whole numbers: numerator / denominator against line / per_unit
        left, right = per_unit * found.numerator, line * found.denominator
    else:
        left, right = found.value, line / per_unit
    return {
        "below": left < right,
        "at_or_below": left <= right,
        "above": left > right,
        "at_or_above": left >= right,
    }[criterion.fails_when]
