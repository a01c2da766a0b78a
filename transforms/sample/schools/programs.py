"""Forty invented institutions to a city, bigger cities being several such sets, and the programs they offer.

Which of these programs carries a planted story, what is filed about its setting and which changes must be published of
it in the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from transforms.methods.apportionment import apportion
from transforms.sample.facts import YEARS_OF_STUDY, CityFacts, Major, MajorKey
from transforms.sample.schools.stories import (
    BACKGROUND,
    BACKGROUND_TOO_YOUNG,
    Change,
    ExpectedChange,
    Story,
    planted_changes,
    planted_stories,
)

# No identification code of an institution begins with 99500, and no admission code with 0.
CODE_PREFIX = "99500"
SCHOOL_SPREAD = 0.015


@dataclass(frozen=True)
class Kind:
    """A kind of institution: how many there are in a set, how they are named, what they teach at which weight."""

    institution_type: str
    count: int
    name_forms: tuple[str, ...]
    programs_by_level: dict[str, float]


KINDS = (
    Kind("中等职业学校", 14, ("{}职业教育中心", "重庆{}中等专业学校", "{}高级职业中学"), {"secondary": 18}),
    Kind(
        "高等职业学校",
        13,
        ("重庆{}职业技术学院", "重庆{}工程职业学院", "重庆{}医药高等专科学校", "重庆{}商务职业学院"),
        {"associate": 40},
    ),
    Kind(
        "职业本科学校",
        3,
        ("重庆{}职业技术大学", "重庆{}职业大学"),
        {"vocational_bachelor": 12, "associate": 24},
    ),
    Kind("普通本科学校", 9, ("重庆{}学院", "重庆{}理工大学", "{}师范学院"), {"bachelor": 32}),
    Kind("普通本科学校", 1, ("{}大学",), {"bachelor": 20, "postgraduate": 12}),
)
# Places that are on no map; no institution has a name made of one (tests/sample/test_facts.py).
PLACES = (
    *("澄岭", "栖岚", "砚池", "松渡", "芷溪", "岚垭", "望樱", "泊舟", "枕江", "洗墨"),
    *("听涛", "藏枫", "揽月", "问渠", "采薇", "拾光", "云阶", "雾渡", "苔桥", "竹影"),
    *("霁川", "渝汀", "沐岭", "青筏", "墨渡", "星垭", "岫云", "桐屿", "雁浦", "槐渡"),
    *("蓼湾", "萤溪", "杉坪", "橘井", "涂屿", "缙屿", "歌垭", "磐渡", "灯浦", "鹭洲"),
)


@dataclass(frozen=True)
class Institution:
    institution_code: str
    short_code: str
    institution_name: str
    former_names: str
    institution_type: str
    kind: Kind
    district_code: str
    district_name: str
    authority: str
    # how far its rates lie above or below the city's, as a fraction
    rate_effect: float


def make_institutions(facts: CityFacts, sets: int, rng: np.random.Generator) -> list[Institution]:
    """`sets` times forty institutions, spread over the districts."""
    return [institution for number in range(sets) for institution in _one_set(facts, number, rng)]


def _one_set(facts: CityFacts, number: int, rng: np.random.Generator) -> list[Institution]:
    kinds = [(kind, serial) for kind in KINDS for serial in range(kind.count)]
    districts = [facts.districts[index] for index in rng.permutation(len(facts.districts))]
    institutions = []
    for position, (kind, serial) in enumerate(kinds):
        place = PLACES[position]
        short_code = f"0{KINDS.index(kind) + 1}{number * kind.count + serial + 1:03d}"
        name = kind.name_forms[serial % len(kind.name_forms)].format(place)
        district_code, district_name = districts[position % len(districts)]
        institutions.append(
            Institution(
                institution_code=CODE_PREFIX + short_code,
                short_code=short_code,
                institution_name=name if number == 0 else f"{name}（{number + 1}）",
                # one in ten was renamed once
                former_names=f"重庆市{place}学校" if number == 0 and position % 10 == 4 else "",
                institution_type=kind.institution_type,
                kind=kind,
                district_code=district_code,
                district_name=district_name,
                authority=f"{district_name}教育委员会" if position < KINDS[0].count else "重庆市教育委员会",
                rate_effect=float(rng.normal(0.0, SCHOOL_SPREAD)),
            )
        )
    return institutions


# programs of one set of institutions before another set is added; a set has room for about 1,900
PROGRAMS_PER_SET = 1500
MINIMUM_PROGRAMS = 400
# beyond it the serial numbers of a kind of school outgrow the three digits of its code
MAXIMUM_PROGRAMS = 100_000
YEARS_WITHOUT_INTAKE = 5
PROGRAM_SPREAD = 0.02
# majors of one class whose names and graduates hardly differ
TWINS = (
    (("vocational-2021", "460101"), ("vocational-2021", "460104")),
    (("vocational-2021", "530302"), ("vocational-2021", "530304")),
    (("bachelor-2020", "120601"), ("bachelor-2020", "120602")),
    (("bachelor-2020", "120103"), ("bachelor-2020", "120105")),
)


@dataclass(frozen=True)
class Program:
    """A major at a school, with its first and last intake; None: before the first delivery, or still open."""

    institution: Institution
    major: Major
    story: Story
    first_intake: int | None
    last_intake: int | None = None
    twin_code: str = ""
    change: Change | None = None
    # the newest September, from which the years of a planted change count
    newest_intake: int = 0
    # how far its rates lie above or below its school's, as a fraction
    rate_effect: float = 0.0

    @property
    def level(self) -> str:
        return self.major.level

    @property
    def years_of_study(self) -> int:
        return YEARS_OF_STUDY[self.level]

    @property
    def program_key(self) -> str:
        return f"{self.major.catalogue_version}.{self.major.major_code}.{self.level}"

    def takes_in(self, year: int) -> bool:
        """Whether it had an intake in a September."""
        has_begun = self.first_intake is None or year >= self.first_intake
        is_resting = self.change is not None and year - self.newest_intake in self.change.rests
        return has_begun and not is_resting and (self.last_intake is None or year <= self.last_intake)

    def has_row(self, year: int) -> bool:
        """Whether its school reports a September of it, with or without an intake."""
        has_begun = self.first_intake is None or year >= self.first_intake
        return has_begun and (self.change is None or self.change.has_row(year - self.newest_intake))

    def seats_factor(self, year: int) -> float:
        """How many times its usual intake it takes in."""
        return self.change.seats_factor(year - self.newest_intake) if self.change else 1.0


class Roster:
    """Seats left at each school and level, and the majors it already offers."""

    def __init__(self, institutions: list[Institution], programs: int, facts: CityFacts):
        self.facts = facts
        self.places = [(school, level) for school in institutions for level in school.kind.programs_by_level]
        weights = np.array([school.kind.programs_by_level[level] for school, level in self.places])
        room = np.array([len(facts.current_by_level[level]) for _, level in self.places])
        placed = apportion(weights, 0, room, programs)
        if placed.left_over.any():
            raise ValueError(f"{programs} cannot be placed: there is room for {room.sum()}")
        self.free = placed.seats
        self.taken: list[set[MajorKey]] = [set() for _ in self.places]
        self.turn = dict.fromkeys(YEARS_OF_STUDY, 0)

    def book(self, *choices: list[Major], rng: np.random.Generator) -> tuple[Institution, list[Major]]:
        """One major out of each list at one school, in turn. Errors: ValueError when no school has room."""
        level = choices[0][0].level
        own = [place for place, (_, place_level) in enumerate(self.places) if place_level == level]
        for _ in own:
            place = own[self.turn[level] % len(own)]
            self.turn[level] += 1
            lacking = [
                [major for major in choice if major.key not in self.taken[place]] for choice in choices
            ]
            if self.free[place] >= len(choices) and all(lacking):
                chosen = [majors[int(rng.integers(len(majors)))] for majors in lacking]
                self.taken[place].update(major.key for major in chosen)
                self.free[place] -= len(chosen)
                return self.places[place][0], chosen
        raise ValueError(f"no school of level {level} has room for another planted program")

    def fill(self, rng: np.random.Generator) -> Iterator[tuple[Institution, Major]]:
        """The seats left over, with majors that are judged."""
        for place, (school, level) in enumerate(self.places):
            majors = [
                major
                for major in self.facts.current_by_level[level]
                if major.key not in self.taken[place] and not major.is_controlled
            ]
            for index in sorted(rng.permutation(len(majors))[: self.free[place]]):
                yield school, majors[index]


def institution_sets(programs: int) -> int:
    """How many times forty institutions a city of so many programs has. Errors: ValueError for none."""
    if programs < MINIMUM_PROGRAMS:
        raise ValueError(f"the planted stories need at least {MINIMUM_PROGRAMS} programs, not {programs}")
    if programs > MAXIMUM_PROGRAMS:
        raise ValueError(f"school codes last for at most {MAXIMUM_PROGRAMS} programs, not {programs}")
    return -(-programs // PROGRAMS_PER_SET)


def make_programs(
    facts: CityFacts,
    institutions: list[Institution],
    programs: int,
    last_cohort: int,
    rng: np.random.Generator,
) -> list[Program]:
    """Exactly `programs` of them: first the planted, then background; in the order of schools and codes."""
    roster = Roster(institutions, programs, facts)
    made: list[Program] = []
    for story in planted_stories():
        for turn, level in enumerate(story.levels):
            made.extend(_plant(roster, story, level, turn, last_cohort, rng))
    for change in planted_changes():
        for level in change.levels:
            made.append(_plant_change(roster, change, level, last_cohort, rng))
    for school, major in roster.fill(rng):
        first = facts.first_intake(major)
        is_young = first is not None and first + YEARS_OF_STUDY[major.level] > last_cohort
        story = BACKGROUND_TOO_YOUNG if is_young else BACKGROUND
        made.append(Program(school, major, story, first, rate_effect=float(rng.normal(0, PROGRAM_SPREAD))))
    return sorted(made, key=lambda program: (program.institution.institution_code, program.program_key))


def _plant(
    roster: Roster, story: Story, level: str, turn: int, last_cohort: int, rng: np.random.Generator
) -> list[Program]:
    if story.need == "twin":
        return _plant_twins(roster, story, level, turn, rng)
    school, [major] = roster.book(_eligible(roster.facts, story.need, level), rng=rng)
    first = roster.facts.first_intake(major)
    if story.need == "new":
        # its first cohort ends after the newest one delivered
        first = last_cohort - YEARS_OF_STUDY[level] + 1 + turn % 2
    last = last_cohort - YEARS_WITHOUT_INTAKE if story.need == "closed" else None
    return [Program(school, major, story, first, last)]


def _plant_change(
    roster: Roster, change: Change, level: str, last_cohort: int, rng: np.random.Generator
) -> Program:
    """A program whose results pass and whose setting changes."""
    school, [major] = roster.book(_eligible(roster.facts, change.need, level), rng=rng)
    newest = last_cohort + 1
    first = None if change.first is None else newest + change.first
    last = None if change.last is None else newest + change.last
    story = BACKGROUND if first is None else BACKGROUND_TOO_YOUNG
    return Program(school, major, story, first, last, change=change, newest_intake=newest)


def _plant_twins(
    roster: Roster, story: Story, level: str, turn: int, rng: np.random.Generator
) -> list[Program]:
    pairs = [pair for pair in TWINS if roster.facts.by_key[pair[0]].level == level]
    one, other = (roster.facts.by_key[key] for key in pairs[turn % len(pairs)])
    school, _ = roster.book([one], [other], rng=rng)
    return [
        Program(school, one, story, None, twin_code=other.major_code),
        Program(school, other, story, None, twin_code=one.major_code),
    ]


def _eligible(facts: CityFacts, need: str | None, level: str) -> list[Major]:
    """Majors that can carry a story: with cohorts enough behind them, and the lineage it is about."""
    majors = facts.current_by_level[level]
    if need == "controlled":
        return [major for major in majors if major.is_controlled]
    majors = [major for major in majors if not major.is_controlled]
    if need in ("rename", "transfer"):
        return [m for m in majors if m.key in facts.step_into and facts.step_into[m.key].kind == need]
    if need == "new" or level == "vocational_bachelor":
        return majors
    twins = {key for pair in TWINS for key in pair}
    return [major for major in majors if facts.first_intake(major) is None and major.key not in twins]


def filings(facts: CityFacts, program: Program) -> list[tuple[int, str]]:
    """(year of the September it is for, event) of every filing about a program, such as (2023, "suspended")."""
    if program.change is None:
        return _usual_filings(program)
    filed = [(program.newest_intake + years_ago, event) for years_ago, event in program.change.filed.items()]
    renamed = _renamed_in(facts, program)
    if program.change.need == "rename" and renamed is not None:
        filed.append((renamed, "renamed"))
    return filed


def expected_changes(facts: CityFacts, program: Program, first: int) -> list[ExpectedChange]:
    """(year, change, basis) of every change that must be published of a program, sorted.

    basis: `confirmed` by a filing or `inferred` from intakes. first: year of the first September delivered, up to which
    no renaming can be seen.
    """
    change = program.change
    if change is None:
        expected = [(year, event, "confirmed") for year, event in _usual_filings(program)]
    else:
        expected = [
            (program.newest_intake + years_ago, name, basis) for years_ago, name, basis in change.expected
        ]
    renamed = _renamed_in(facts, program)
    if renamed is not None and renamed > first:
        expected.append(
            (renamed, "renamed", "confirmed" if change and change.need == "rename" else "inferred")
        )
    return sorted(expected)


def _usual_filings(program: Program) -> list[tuple[int, str]]:
    """The filings about a program without a planted change: its opening and the end of its intake."""
    opened = [] if program.first_intake is None else [(program.first_intake, "new")]
    stopped = [] if program.last_intake is None else [(program.last_intake + 1, "suspended")]
    return opened + stopped


def _renamed_in(facts: CityFacts, program: Program) -> int | None:
    """The year in which a new catalogue renames its major; None if it does not, or the program opened in the sample."""
    step = facts.step_into.get(program.major.key)
    if step is None or program.first_intake is not None:
        return None
    is_renamed = facts.by_key[step.origin].major_name != program.major.major_name
    return step.effective_year if is_renamed else None
