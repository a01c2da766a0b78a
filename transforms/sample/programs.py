"""Which school offers which major, and which of these programs carries a planted story."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from transforms.sample.facts import YEARS_OF_STUDY, Facts, Major
from transforms.sample.institutions import SET_SIZE, Institution
from transforms.sample.stories import BACKGROUND, STORIES, Story

# programs of one set of institutions before another set is added; it could hold about 1,900
PROGRAMS_PER_SET = 1500
MINIMUM_PROGRAMS = 400
INTAKELESS_YEARS = 5
# majors of one class whose names and graduates hardly differ
TWINS = (
    (("vocational-2021", "460101"), ("vocational-2021", "460104")),
    (("vocational-2021", "530302"), ("vocational-2021", "530304")),
    (("bachelor-2020", "120601"), ("bachelor-2020", "120602")),
    (("bachelor-2020", "120103"), ("bachelor-2020", "120105")),
)


@dataclass(frozen=True)
class Program:
    """A major at a school. Years are September intakes; None reaches back before the first delivery."""

    institution: Institution
    major: Major
    story: Story
    first_intake: int | None
    last_intake: int | None = None
    twin_code: str = ""

    @property
    def level(self) -> str:
        return self.major.level

    @property
    def years_of_study(self) -> int:
        return YEARS_OF_STUDY[self.level]


class Roster:
    """Seats left at each school and level, and the majors it already offers."""

    def __init__(self, institutions: list[Institution], programs: int, facts: Facts):
        self.facts = facts
        self.places = [(school, level) for school in institutions for level in school.kind.programs_by_level]
        weights = np.array([school.kind.programs_by_level[level] for school, level in self.places])
        capacity = np.array([len(facts.current_by_level[level]) for _, level in self.places])
        self.free = apportion(weights, programs, capacity)
        self.taken: list[set[tuple[str, str]]] = [set() for _ in self.places]
        self.turn = dict.fromkeys(YEARS_OF_STUDY, 0)

    def book(self, level: str, majors: list[Major], rng: np.random.Generator, together: int = 1) -> tuple[Institution, Major]:
        """A school of the level, in turn, with room for `together` programs, and one of the majors it lacks."""
        own = [i for i, (_, place_level) in enumerate(self.places) if place_level == level]
        for _ in own:
            place = own[self.turn[level] % len(own)]
            self.turn[level] += 1
            open_majors = [major for major in majors if major.key not in self.taken[place]]
            if self.free[place] >= together and open_majors:
                chosen = open_majors[int(rng.integers(len(open_majors)))]
                self.take(place, chosen)
                return self.places[place][0], chosen
        raise ValueError(f"no school of level {level} has room for another planted program")

    def take(self, place: int, major: Major) -> None:
        self.taken[place].add(major.key)
        self.free[place] -= 1

    def take_beside(self, school: Institution, major: Major) -> bool:
        """Add a second major at the same school; False when it offers it already."""
        place = next(i for i, (s, level) in enumerate(self.places) if s is school and level == major.level)
        if major.key in self.taken[place]:
            return False
        self.take(place, major)
        return True

    def fill(self, rng: np.random.Generator) -> Iterator[tuple[Institution, Major]]:
        """The remaining seats, with majors that are judged."""
        for place, (school, level) in enumerate(self.places):
            majors = [
                major
                for major in self.facts.current_by_level[level]
                if major.key not in self.taken[place] and not major.is_controlled
            ]
            for index in sorted(rng.permutation(len(majors))[: self.free[place]]):
                yield school, majors[index]


def apportion(weights: np.ndarray, total: int, capacity: np.ndarray | None = None) -> np.ndarray:
    """Whole shares of a total in proportion to weights (largest remainder), none above its capacity."""
    if capacity is not None and total > capacity.sum():
        raise ValueError(f"{total} cannot be placed: there is room for {capacity.sum()}")
    exact = weights * (total / weights.sum())
    shares = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - shares), kind="stable")
    shares[order[: total - shares.sum()]] += 1
    if capacity is not None:
        for _ in range(int(np.maximum(shares - capacity, 0).sum())):
            shares[np.argmax(shares - capacity)] -= 1
            shares[np.argmax(capacity - shares)] += 1
    return shares


def institution_sets(programs: int) -> int:
    """How many times forty institutions a city of that many programs has."""
    if programs < MINIMUM_PROGRAMS:
        raise ValueError(f"the planted stories need a city of at least {MINIMUM_PROGRAMS} programs, not {programs}")
    return -(-programs // PROGRAMS_PER_SET)


def make_programs(
    facts: Facts, institutions: list[Institution], programs: int, last_cohort: int, rng: np.random.Generator
) -> list[Program]:
    """Exactly `programs` of them: first the planted ones, then background, in the order of schools and codes."""
    assert len(institutions) % SET_SIZE == 0
    roster = Roster(institutions, programs, facts)
    planted = [
        program
        for story in STORIES
        for turn, level in enumerate(story.levels)
        for program in _plant(roster, story, level, turn, last_cohort, rng)
    ]
    background = [
        Program(school, major, BACKGROUND, facts.first_intake(major)) for school, major in roster.fill(rng)
    ]
    key = lambda program: (program.institution.institution_code, program.level, program.major.key)  # noqa: E731
    return sorted(planted + background, key=key)


def _plant(
    roster: Roster, story: Story, level: str, turn: int, last_cohort: int, rng: np.random.Generator
) -> list[Program]:
    facts = roster.facts
    if story.need == "twin":
        return _plant_twins(roster, story, level, turn, rng)
    school, major = roster.book(level, _eligible(facts, story, level), rng)
    first = facts.first_intake(major)
    if story.need == "new":
        # the first cohort ends after the last one delivered
        return [Program(school, major, story, last_cohort - YEARS_OF_STUDY[level] + 1 + turn % 2)]
    if story.need == "closed":
        return [Program(school, major, story, first, last_intake=last_cohort - INTAKELESS_YEARS)]
    return [Program(school, major, story, first)]


def _plant_twins(roster: Roster, story: Story, level: str, turn: int, rng: np.random.Generator) -> list[Program]:
    pairs = [pair for pair in TWINS if roster.facts.by_key[pair[0]].level == level]
    one, other = (roster.facts.by_key[key] for key in pairs[turn % len(pairs)])
    for _ in roster.places:
        school, _ = roster.book(level, [one], rng, together=2)
        if roster.take_beside(school, other):
            return [
                Program(school, one, story, None, twin_code=other.major_code),
                Program(school, other, story, None, twin_code=one.major_code),
            ]
    raise ValueError(f"no school of level {level} has room for two near-identical majors")


def _eligible(facts: Facts, story: Story, level: str) -> list[Major]:
    """Majors that can carry a story: with cohorts enough behind them, and the lineage it is about."""
    majors = facts.current_by_level[level]
    if story.need == "controlled":
        return [major for major in majors if major.is_controlled]
    majors = [major for major in majors if not major.is_controlled]
    if story.need in ("rename", "transfer"):
        return [m for m in majors if m.key in facts.step_into and facts.step_into[m.key].kind == story.need]
    if story.need == "new" or level == "vocational_bachelor":
        return majors
    twins = {key for pair in TWINS for key in pair}
    return [major for major in majors if facts.first_intake(major) is None and major.key not in twins]
