"""Programs and their records, made from what was delivered by the text of method.md §1; shares nothing with the SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.golden.facts import City, Cohort, Decision, Entry, Exemption, Key, Life, Reading

ONE_TO_ONE = ("rename", "retain", "transfer")
OF_COHORTS = {
    "employment_rate": ("placed", "graduates", "rate"),
    "matched_rate": ("matched", "employed", None),
}
NEVER = 9999
# entry → the one it is merged into, and the first year in which its rows count there
Merged = dict[Entry, tuple[Entry, int]]


@dataclass(slots=True)
class Program:
    """A school's major at a level, under the entry it is counted under today."""

    key: Key
    cohorts: dict[tuple[str, int], Cohort] = field(default_factory=dict)
    intake: dict[int, int | None] = field(default_factory=dict)
    readings: dict[tuple[str, int], Reading] = field(default_factory=dict)
    exemptions: list[Exemption] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    parent: Program | None = None
    parent_kind: str = ""
    parted_in: int = NEVER
    ends_before: int = NEVER
    years: range = range(0)
    takes_in: dict[int, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return ".".join(self.key)

    @property
    def first_cohort(self) -> int:
        """First year with graduates or an indicator."""
        return min([*(y for _, y in self.cohorts), *(y for _, y in self.readings)], default=NEVER)


@dataclass
class Record:
    """All programs of a city, and what depends on all of them together."""

    programs: dict[Key, Program]
    first_enrolment: int
    last_enrolment: int | None
    last_year: int
    graduated: dict[str, int]
    read: dict[str, int]
    sites: dict[tuple[Entry, str, int], int]
    schools: dict[tuple[str, int], int]


def record_of(city: City) -> Record:
    """Gather the rows under the programs they belong to."""
    carried = {step.old: step.new for step in city.lineage if step.kind in ONE_TO_ONE}
    merged: Merged = {}
    for step in city.lineage:
        if step.kind == "merge":
            merged[_today(carried, step.old)] = (_today(carried, step.new), step.year)
    programs: dict[Key, Program] = {}
    rows: dict[tuple[Key, str, object], list] = defaultdict(list)
    for life in city.lives:
        _take(life, carried, merged, programs, rows)
    for (key, feed, of), found in rows.items():
        _pool(programs[key], feed, of, found)
    programs = {key: p for key, p in programs.items() if p.cohorts or p.intake or p.readings}
    _part(city, carried, programs)
    return _together(programs, merged)


def _today(carried: dict, entry: Entry) -> Entry:
    """The entry that another carries on as, one to one."""
    seen = set()
    while entry in carried and entry not in seen:
        seen.add(entry)
        entry = carried[entry]
    return entry


def _path(entry: Entry, merged: Merged, until: int = NEVER) -> list[Entry]:
    """An entry and those it is merged into, one after the other, by mergers up to a year."""
    path = [entry]
    while path[-1] in merged and merged[path[-1]][1] <= until and merged[path[-1]][0] not in path:
        path.append(merged[path[-1]][0])
    return path


def _take(life: Life, carried: dict, merged: Merged, programs: dict, rows: dict) -> None:
    def program(year: int) -> Program:
        # after a merger a row counts for the merged one
        entry = _path(_today(carried, life.entry), merged, year)[-1]
        key = (life.school, *entry, life.level)
        return programs.setdefault(key, Program(key))

    for of, cohort in life.cohorts.items():
        rows[program(of[1]).key, "cohort", of].append(cohort)
    for year, persons in life.intake.items():
        rows[program(year).key, "intake", year].append(persons)
    for of, reading in life.readings.items():
        rows[program(of[1]).key, "reading", of].append(reading)
    for decision in life.decisions:
        program(decision.year).decisions.append(decision)
    # an exemption names a major; it follows it wherever its rows go
    for entry in _path(_today(carried, life.entry), merged) if life.exemptions else ():
        key = (life.school, *entry, life.level)
        programs.setdefault(key, Program(key)).exemptions.extend(life.exemptions)


def _pool(program: Program, feed: str, of, found: list) -> None:
    """Rows of one year that fall on one program are one; a part counts only where every row gives it."""
    if feed == "intake":
        program.intake[of] = None if None in found else sum(found)
    elif len(found) == 1:
        (program.cohorts if feed == "cohort" else program.readings)[of] = found[0]
    elif feed == "cohort":
        program.cohorts[of] = Cohort(
            *(_summed(found, part) for part in ("graduates", "placed", "employed", "matched"))
        )
    else:
        parts = [_summed(found, part) for part in ("numerator", "denominator")]
        program.readings[of] = Reading(None, *parts, any(row.averaged for row in found))


def _summed(rows: list, part: str) -> int | None:
    values = [getattr(row, part) for row in rows]
    return None if None in values else sum(values)


def _part(city: City, carried: dict, programs: dict[Key, Program]) -> None:
    """Who carries on whose record: a merger that of its largest part, a split that of its parent."""
    of_entry: dict[Entry, list[Program]] = defaultdict(list)
    for program in programs.values():
        of_entry[program.key[1:3]].append(program)
    offered: dict[Key, list[tuple[int, str, Program, str, int]]] = defaultdict(list)
    for step in city.lineage:
        if step.kind not in ("merge", "split"):
            continue
        old, new = _today(carried, step.old), _today(carried, step.new)
        for program in of_entry[new]:
            school, *_, level = program.key
            if parent := programs.get((school, *old, level)):
                size = sum(c.graduates or 0 for (_, year), c in parent.cohorts.items() if year < step.year)
                offered[program.key].append((-size, parent.name, parent, step.kind, step.year))
    for key, parents in offered.items():
        _, _, parent, kind, year = min(parents, key=lambda found: found[:2])
        programs[key].parent, programs[key].parent_kind, programs[key].parted_in = parent, kind, year


def _together(programs: dict[Key, Program], merged: Merged) -> Record:
    enrolled = [year for p in programs.values() for year in p.intake]
    others = [year for p in programs.values() for _, year in (*p.cohorts, *p.readings)]
    last = max([*enrolled, *others])
    reported = {(p.key[0], year) for p in programs.values() for year in p.intake}
    sites: dict[tuple[Entry, str, int], int] = defaultdict(int)
    offering: dict[tuple[str, int], set[str]] = defaultdict(set)
    for program in programs.values():
        school, *entry, level = program.key
        program.ends_before = merged[tuple(entry)][1] if tuple(entry) in merged else NEVER
        first = min([*program.intake, *(y for _, y in program.cohorts), *(y for _, y in program.readings)])
        program.years = range(first, min(last + 1, program.ends_before))
        for year in program.years:
            persons = _taken_in(program, year, (school, year) in reported)
            if persons is not None:
                program.takes_in[year] = persons
            if persons:
                sites[tuple(entry), level, year] += 1
                offering[level, year].add(school)
    return Record(
        programs,
        first_enrolment=min(enrolled, default=0),
        last_enrolment=max(enrolled, default=None),
        last_year=last,
        graduated=_newest(of for p in programs.values() for of in p.cohorts),
        read=_newest(of for p in programs.values() for of in p.readings),
        sites=sites,
        schools={of: len(schools) for of, schools in offering.items()},
    )


def _newest(told: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Observation or indicator → its newest year."""
    newest: dict[str, int] = {}
    for of, year in told:
        newest[of] = max(year, newest.get(of, year))
    return newest


def _taken_in(program: Program, year: int, is_reported: bool) -> int | None:
    """A school that reported its other programs of the year and not this one took nobody in."""
    if year in program.intake:
        return program.intake[year]
    if is_reported and program.intake and min(program.intake) <= year:
        return 0
    return None
