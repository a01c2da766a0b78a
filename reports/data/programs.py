"""What the directory of the site (schools, majors, districts, industries) is written from, no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.data.industries import IndustryYear, load_worlds
from reports.data.published import Published
from reports.data.query import Warehouse, grouped
from reports.data.release import Shared


@dataclass(frozen=True)
class Program:
    """A program with its latest verdict, and its newest employment rate as a fraction."""

    program_id: str
    institution_code: str
    institution_name: str
    district_code: str | None
    district_name: str | None
    level: str
    catalogue_version: str
    major_code: str
    major_name: str
    major_class_code: str | None
    major_class_name: str | None
    major_division_name: str | None
    year: int
    card: str
    decided_card: str
    reason_code: str
    seats_affected: int | None
    rate_year: int | None
    employment_rate: Published


@dataclass(frozen=True)
class CardYear:
    """Programs of one school that carried one card in one year."""

    institution_code: str
    year: int
    card: str
    programs: int


@dataclass(frozen=True)
class Rate:
    """Employment of one program in one cohort; the rate is a fraction."""

    program_id: str
    year: int
    employment_rate: Published


@dataclass(frozen=True)
class LevelRate:
    """All programs of one level of a school or of the city in one cohort for which both counts were delivered."""

    outcome_scope_code: str
    level: str
    year: int
    employment_rate: Published


Programs = tuple[Program, ...]


@dataclass(frozen=True)
class DirectoryContext:
    """Programs, schools year by year, and industries of the world that the policy names first, if any."""

    shared: Shared
    programs: Programs
    card_years: Mapping[str, tuple[CardYear, ...]]
    rates: Mapping[str, Mapping[int, Rate]]
    school_rates: Mapping[str, tuple[LevelRate, ...]]
    industries: Mapping[str, tuple[IndustryYear, ...]]

    def institutions(self) -> Mapping[str, Programs]:
        """Programs by the code of their school."""
        return dict(sorted(grouped(self.programs, lambda program: program.institution_code).items()))

    def majors(self) -> Mapping[str, Programs]:
        """Programs by catalogue and code: a code alone is no key."""
        return dict(sorted(grouped(self.programs, major_key).items()))

    def districts(self) -> Mapping[str, Programs]:
        """Programs by district; those of no known district are left to the schools' pages."""
        placed = tuple(program for program in self.programs if program.district_code)
        return dict(sorted(grouped(placed, lambda program: program.district_code or "").items()))


def major_key(program: Program) -> str:
    return f"{program.catalogue_version}.{program.major_code}"


def load_directory(warehouse: Warehouse, shared: Shared) -> DirectoryContext:
    """Read what the pages of the directory show."""
    rates = warehouse.grouped("data/directory_rate", Rate, "program_id")
    worlds, schools = load_worlds(warehouse), {"outcome_scope": "institution"}
    return DirectoryContext(
        shared=shared,
        programs=warehouse.rows("data/directory_program", Program),
        card_years=warehouse.grouped("data/directory_card_year", CardYear, "institution_code"),
        rates={program: {rate.year: rate for rate in own} for program, own in rates.items()},
        school_rates=warehouse.grouped("data/level_rate", LevelRate, "outcome_scope_code", schools),
        industries=(
            warehouse.grouped("data/directory_industry", IndustryYear, "industry_code", worlds[0].key)
            if worlds
            else {}
        ),
    )
