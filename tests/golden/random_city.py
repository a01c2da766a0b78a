"""Random cities that lean on what is hard for a policy: its lines, its minimum, gaps, lineage, the days it dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.golden.facts import City, Cohort, Decision, Exemption, Life, Reading, Step
from transforms.policy.policy import COHORT_RATES, Criterion, Policy

OLD, MIDDLE, NEW = "old", "middle", "new"
YEARS_OF_A_CITY = 13
FEW_SCHOOLS, OFFERING = 40, 34
SIZES = (4, 7, 10, 14, 19, 20, 21, 29, 30, 31, 60, 100)
REASONS = ("state_controlled", "national_strategy", "new_program", "listed")
DECISIONS = ("confirmed", "objection_upheld", "deferred", "overridden", "reinstated")
CARDS = (None, "none", "yellow", "red")
# (lives of a family, how often it is drawn)
FAMILIES = {"plain": 80, "renamed": 6, "merged": 5, "split": 5, "long": 3, "ended": 1}


@dataclass(frozen=True)
class Leaning:
    """What a policy makes hard: its levels, its numbers, its first year."""

    levels: tuple[str, ...]
    lines: dict[str, tuple[float, ...]]
    readings: dict[str, str]
    observations: tuple[str, ...]
    first_year: int
    schools: int
    is_shared: bool

    @property
    def years(self) -> range:
        return range(self.first_year, self.first_year + YEARS_OF_A_CITY)


def leaning_of(policy: Policy, lives: int) -> Leaning:
    criteria = list(policy.criteria.values())
    levels = sorted({level for criterion in criteria for level in criterion.levels})
    seen = tuple({criterion.observation for criterion in criteria if criterion.observation}) or ("year_end",)
    # where shares of schools are judged, few schools offer much, so that about half of them offer each major
    is_shared = any(criterion.indicator in ("site_share", "sites") for criterion in criteria)
    return Leaning(
        tuple(levels),
        {criterion.indicator: _lines(criterion) for criterion in criteria},
        {c.indicator: c.unit for c in criteria if c.indicator in policy.indicators},
        tuple(sorted(seen)),
        min(entry.valid_from.year for criterion in criteria for entry in criterion.line) - 2,
        FEW_SCHOOLS if is_shared else max(1, lives // 8),
        is_shared,
    )


def _lines(criterion: Criterion) -> tuple[float, ...]:
    return tuple(entry.value for entry in criterion.line if entry.value is not None)


def random_city(policy: Policy, lives: int, seed: int) -> City:
    """A city of about so many lives, the same for the same seed."""
    rng = Random(f"{policy.policy} {seed}")
    leaning = leaning_of(policy, lives)
    writer = Writer(rng, leaning)
    families = rng.choices(list(FAMILIES), list(FAMILIES.values()), k=lives)
    for number, family in enumerate(families):
        if len(writer.city.lives) >= lives:
            break
        writer.write(family, number)
    return writer.city


class Writer:
    """Writes one family of lives after the other into a city."""

    def __init__(self, rng: Random, leaning: Leaning) -> None:
        self.rng, self.leaning = rng, leaning
        self.city = City([])
        # schools that reported no intake at all in a year
        self.silent = {
            (school, year)
            for school in range(leaning.schools)
            for year in leaning.years
            if rng.random() < 0.1
        }

    def write(self, family: str, number: int) -> None:
        # now and then a level that no criterion judges
        level = self.rng.choice(self.leaning.levels) if self.rng.random() < 0.97 else "all"
        school = self.rng.randrange(self.leaning.schools)
        make: Callable[[int, str, int], None] = getattr(self, f"_{family}")
        make(school, level, number)

    def _plain(self, school: int, level: str, number: int) -> None:
        if self.leaning.is_shared:
            # one major is offered by about half of the schools in a year, in turn
            major, place = divmod(number, OFFERING)
            self._life((major + 7 * place) % FEW_SCHOOLS, NEW, f"c{major:06}", self._of_major(major))
        else:
            self._life(school, NEW, f"p{number:06}", level)

    def _of_major(self, major: int) -> str:
        levels = self.leaning.levels
        return levels[major % len(levels)]

    def _renamed(self, school: int, level: str, number: int) -> None:
        """Enrolment turns to the new code some years before the graduates do."""
        old, new = f"r{number:06}", f"r{number:06}" if self.rng.random() < 0.5 else f"n{number:06}"
        since = self.rng.choice(self.leaning.years)
        kind = self.rng.choice(["rename", "retain", "transfer"])
        self.city.lineage.append(Step(kind, (OLD, old), (NEW, new), since))
        last = since + self.rng.randint(0, 4)
        self._life(school, OLD, old, level, until=last, intake_until=since - 1)
        self._life(school, NEW, new, level, since=last + self.rng.choice([0, 1]), intake_since=since)

    def _merged(self, school: int, level: str, number: int) -> None:
        since = self.rng.choice(self.leaning.years)
        last = since + self.rng.randint(-1, 4)
        for part in "ab":
            code = f"m{number:06}{part}"
            self.city.lineage.append(Step("merge", (OLD, code), (NEW, f"m{number:06}"), since))
            self._life(school, OLD, code, level, until=last, intake_until=since - 1)
        self._life(school, NEW, f"m{number:06}", level, since=max(since, last), intake_since=since)

    def _split(self, school: int, level: str, number: int) -> None:
        since = self.rng.choice(self.leaning.years)
        last = since + self.rng.randint(-1, 4)
        self._life(school, OLD, f"s{number:06}", level, until=last, intake_until=since - 1)
        for part in "ab":
            code = f"s{number:06}{part}"
            self.city.lineage.append(Step("split", (OLD, f"s{number:06}"), (NEW, code), since))
            self._life(school, NEW, code, level, since=last + self.rng.choice([0, 1]), intake_since=since)

    def _long(self, school: int, level: str, number: int) -> None:
        """Two parts merge, and what they became is renamed, split or merged again."""
        first, second = self.rng.sample(list(self.leaning.years), 2)
        if self.rng.random() < 0.8:
            first, second = sorted((first, second))
        middle = (MIDDLE, f"l{number:06}")
        for part in "ab":
            code = f"l{number:06}{part}"
            self.city.lineage.append(Step("merge", (OLD, code), middle, first))
            self._life(school, OLD, code, level, until=first, intake_until=first - 1)
        self._life(
            school, *middle, level, since=first, until=second, intake_since=first, intake_until=second - 1
        )
        kind = self.rng.choice(["rename", "split", "merge"])
        for part in "xy" if kind == "split" else "x":
            self.city.lineage.append(Step(kind, middle, (NEW, f"l{number:06}{part}"), second))
            self._life(school, NEW, f"l{number:06}{part}", level, since=second + 1, intake_since=second)

    def _ended(self, school: int, level: str, number: int) -> None:
        """A major revoked from the catalogue, and a new one; neither carries anything on."""
        since = self.rng.choice(self.leaning.years)
        self.city.lineage.append(Step("revoked", (OLD, f"e{number:06}"), None, since))
        self.city.lineage.append(Step("new", None, (NEW, f"e{number:06}"), since))
        self._life(school, OLD, f"e{number:06}", level, until=since + 3, intake_until=since - 1)
        self._life(school, NEW, f"e{number:06}", level, since=since + 3, intake_since=since)

    def _life(
        self,
        school: int,
        catalogue: str,
        code: str,
        level: str,
        since: int = 0,
        until: int = 9999,
        intake_since: int = 0,
        intake_until: int = 9999,
    ) -> None:
        rng, years = self.rng, self.leaning.years
        life = Life(f"S{school:05}", catalogue, code, level)
        size, quality = rng.choice(SIZES), rng.choice([0.15, 0.35, 0.45, 0.55, 0.6, 0.65, 0.8, 0.97])
        begins = rng.choice([years[0], years[0], years[0] + 3, years[0] + 7])
        shares = (rng.choice([0.6, 0.9, 1.0]), rng.choice([0.7, 0.95, 1.0]))
        for year in range(max(begins, years[0]), years[-1] + 1):
            if since <= year <= until and rng.random() < shares[0]:
                self._graduate(life, year, size, quality)
            if since <= year <= until:
                self._read(life, year)
            is_told = intake_since <= year <= intake_until and (school, year) not in self.silent
            if is_told and rng.random() < shares[1]:
                life.intake[year] = self._persons()
        self._exempt(life)
        if rng.random() < 0.03:
            self._decide(life)
        if life.cohorts or life.intake or life.readings:
            self.city.lives.append(life)

    def _graduate(self, life: Life, year: int, size: int, quality: float) -> None:
        rng = self.rng
        for seen in self.leaning.observations:
            graduates = max(0, size + rng.choice([-2, -1, 0, 0, 0, 1, 2]))
            placed = self._part(graduates, quality, "employment_rate")
            cohort = Cohort(graduates, placed, placed, self._part(placed, quality, "matched_rate"))
            odd = rng.random()
            if odd < 0.02:
                cohort = Cohort(rate=rng.choice([0.3, 0.57, 0.6, 0.8]))
            elif odd < 0.04:
                cohort = Cohort(graduates, None, None, None, rng.choice([0.3, 0.57, 0.6, 0.8]))
            elif odd < 0.06:
                cohort.matched = None
            life.cohorts[seen, year] = cohort
        if rng.random() < 0.03:
            other = "initial" if self.leaning.observations == ("year_end",) else "year_end"
            life.cohorts[other, year] = Cohort(50, 1, 1, 1)

    def _part(self, whole: int, quality: float, indicator: str) -> int:
        """Of a whole: at a line of the policy, one beside it, or about its quality."""
        rng = self.rng
        if indicator in COHORT_RATES and indicator in self.leaning.lines and rng.random() < 0.3:
            part = round(rng.choice(self.leaning.lines[indicator]) * whole / 10_000) + rng.choice(
                [-1, 0, 0, 1]
            )
        else:
            part = round(rng.gauss(quality, 0.12) * whole)
        return min(max(part, 0), whole)

    def _read(self, life: Life, year: int) -> None:
        rng = self.rng
        for indicator, unit in self.leaning.readings.items():
            if rng.random() < 0.3:
                continue
            line = rng.choice(self.leaning.lines[indicator])
            per_unit = 10_000 if unit == "bp" else 1
            if rng.random() < 0.5:
                value = line / per_unit + rng.choice([-1, -0.01, 0, 0.01, 1]) * (0.1 if unit == "bp" else 1)
                size = rng.choice([None, 29, 30, 31])
                life.readings[indicator, year] = Reading(max(value, 0.0), None, size, rng.random() < 0.1)
            else:
                whole = rng.choice([0, 10, 20, 29, 30, 31, 100, 250])
                part = max(0, round(line * whole / per_unit) + rng.choice([-3, -1, 0, 0, 1, 3]))
                life.readings[indicator, year] = Reading(None, part, whole, rng.random() < 0.2)

    def _persons(self) -> int | None:
        lines = [int(line) for line in self.leaning.lines.get("intake", (0,))]
        near = self.rng.choice(lines) + self.rng.choice([-1, 0, 0, 1])
        return (
            self.rng.choice([0, 0, max(near, 0), 40, 60, None]) if self.rng.random() < 0.5 else max(near, 0)
        )

    def _exempt(self, life: Life) -> None:
        """Exemptions that begin and end the day before, on, or after a day of observation."""
        rng, years = self.rng, self.leaning.years
        if rng.random() < 0.06:
            days = [
                date(rng.choice(years), *rng.choice([(8, 31), (12, 31), (3, 1)]))
                + timedelta(rng.choice([-1, 0, 1]))
                for _ in range(2)
            ]
            life.exemptions.append(Exemption(min(days), max(days), rng.choice(REASONS)))

    def _decide(self, life: Life) -> None:
        rng = self.rng
        until = rng.choice(
            [None, self.city.as_of - timedelta(1), self.city.as_of, self.city.as_of + timedelta(1)]
        )
        year = rng.choice(self.leaning.years)
        life.decisions.append(Decision(year, rng.choice(DECISIONS), rng.choice(CARDS), until=until))
