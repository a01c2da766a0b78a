"""Facts the city is built from: districts, industries, catalogues and their lineage (`facts/README.md`)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

FACTS_DIR = Path(__file__).parent / "facts"
ONE_TO_ONE = ("rename", "retain", "transfer")
# 学制: years from an intake to its cohort; the number that programs are judged by is in policy/method.yaml
YEARS_OF_STUDY = {"secondary": 3, "associate": 3, "vocational_bachelor": 4, "bachelor": 4, "postgraduate": 3}
# first intake of the vocational universities of this city
FIRST_VOCATIONAL_BACHELOR_INTAKE = 2021

MajorKey = tuple[str, str]


@dataclass(frozen=True)
class Major:
    """One entry of a catalogue."""

    catalogue_version: str
    major_code: str
    major_name: str
    level: str
    major_class_code: str
    major_class_name: str
    major_division_code: str
    major_division_name: str
    is_controlled: bool

    @property
    def key(self) -> MajorKey:
        return self.catalogue_version, self.major_code


@dataclass(frozen=True)
class Lineage:
    """One step between two catalogue entries; an empty side is a new or a revoked major."""

    from_catalogue_version: str
    from_major_code: str
    to_catalogue_version: str
    to_major_code: str
    kind: str
    effective_year: int

    @property
    def origin(self) -> MajorKey:
        return self.from_catalogue_version, self.from_major_code

    @property
    def target(self) -> MajorKey:
        return self.to_catalogue_version, self.to_major_code


@dataclass(frozen=True)
class CrosswalkWeight:
    """Share of a class's output meant for an industry; an empty industry is the share that maps nowhere."""

    catalogue_version: str
    major_class_code: str
    major_class_name: str
    industry_code: str
    weight: float


@dataclass(frozen=True)
class CityFacts:
    majors: tuple[Major, ...]
    lineage: tuple[Lineage, ...]
    crosswalk: tuple[CrosswalkWeight, ...]
    industries: tuple[tuple[str, str], ...]
    districts: tuple[tuple[str, str], ...]

    @cached_property
    def by_key(self) -> dict[MajorKey, Major]:
        return {major.key: major for major in self.majors}

    @cached_property
    def step_into(self) -> dict[MajorKey, Lineage]:
        """The one-to-one step that led to a current entry, by that entry."""
        return {step.target: step for step in self.lineage if step.kind in ONE_TO_ONE}

    @cached_property
    def current_by_level(self) -> dict[str, list[Major]]:
        """Entries still in force, by level, in catalogue order."""
        left = {step.origin for step in self.lineage if step.from_major_code}
        current: dict[str, list[Major]] = {level: [] for level in YEARS_OF_STUDY}
        for major in self.majors:
            if major.key not in left:
                current[major.level].append(major)
        return current

    def first_intake(self, major: Major) -> int | None:
        """First year the entry could take students in under any code; None when it reaches back further."""
        if major.level == "vocational_bachelor":
            return FIRST_VOCATIONAL_BACHELOR_INTAKE
        if major.catalogue_version != "vocational-2021" or major.key in self.step_into:
            return None
        return min(step.effective_year for step in self.lineage)

    def in_force(self, major: Major, intake: int) -> Major:
        """The entry under which an intake of that year was taken in, and later graduates."""
        step = self.step_into.get(major.key)
        return self.by_key[step.origin] if step and intake < step.effective_year else major


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FACTS_DIR / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@lru_cache(maxsize=1)
def load_facts() -> CityFacts:
    """Read the facts shipped beside this module."""
    return CityFacts(
        majors=tuple(
            Major(**{**row, "is_controlled": row["is_controlled"] == "true"})  # type: ignore[arg-type]
            for row in _rows("majors.csv")
        ),
        lineage=tuple(
            Lineage(**{**row, "effective_year": int(row["effective_year"])})  # type: ignore[arg-type]
            for row in _rows("lineage.csv")
        ),
        crosswalk=tuple(
            CrosswalkWeight(**{**row, "weight": float(row["weight"])})  # type: ignore[arg-type]
            for row in _rows("crosswalk.csv")
        ),
        industries=tuple((row["industry_code"], row["industry_name"]) for row in _rows("industries.csv")),
        districts=tuple((row["district_code"], row["district_name"]) for row in _rows("districts.csv")),
    )
