"""What the directory of the site (schools, majors, districts, industries) is written from, no words.

And of industries: the worlds in which supply and demand are compared, and the forecasts of demand in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from reports.data.published import Bounded, OfCohorts, Published, Supply
from reports.data.query import Warehouse, grouped
from reports.data.release import Shared


@dataclass(frozen=True)
class World:
    """One comparable pairing of supply and demand: same region, classification, sources and bases."""

    region_code: str
    industry_classification: str
    granularity: str
    crosswalk_source: str
    supply_basis: str
    demand_basis: str
    latest_year: int

    @property
    def key(self) -> dict[str, Any]:
        """What a query of all its years is given."""
        return {name: value for name, value in asdict(self).items() if name != "latest_year"}


def load_worlds(warehouse: Warehouse) -> tuple[World, ...]:
    """Every comparable world, the one the policy names first; none where nothing can be compared."""
    return warehouse.rows("data/world", World)


@dataclass(frozen=True)
class OfIndustry:
    """What every row on one industry begins with."""

    industry_code: str
    industry_name: str | None

    @property
    def name(self) -> str:
        """The industry's name, else its code."""
        return self.industry_name or self.industry_code


@dataclass(frozen=True)
class ForecastRow(OfIndustry):
    """One industry so many years ahead. Positions a year, or persons of a stock; None where nothing is forecast."""

    demand_basis: str
    horizon_years: int
    last_year: int
    last_demand: float | None
    forecast_method: str | None
    forecast_demand: float | None
    low_80: float | None
    high_80: float | None
    low_95: float | None
    high_95: float | None
    expansion: float | None
    replacement: float | None
    replacement_rate: float | None
    annual_openings: float | None
    annual_openings_low_80: float | None
    annual_openings_high_80: float | None
    no_forecast_reason: str | None

    @property
    def range_80(self) -> tuple[float, float] | None:
        return None if self.low_80 is None or self.high_80 is None else (self.low_80, self.high_80)

    @property
    def range_95(self) -> tuple[float, float] | None:
        return None if self.low_95 is None or self.high_95 is None else (self.low_95, self.high_95)

    @property
    def year(self) -> int:
        """The year that is forecast."""
        return self.last_year + self.horizon_years


@dataclass(frozen=True)
class BacktestRow:
    """How one method did so many years ahead in the back-test. Shares and errors are fractions."""

    demand_basis: str
    horizon_years: int
    card_method: str
    trials: int
    wape: float | None
    mase: float | None
    direction_hit_rate: float | None
    coverage_80: float | None
    coverage_95: float | None
    share_dissimilarity: float | None


@dataclass(frozen=True)
class BasisForecast:
    """The forecast on one basis of demand, by years ahead, with its card."""

    basis: str
    rows: tuple[ForecastRow, ...]
    card: tuple[BacktestRow, ...]

    def horizons(self) -> tuple[int, ...]:
        return tuple(sorted({row.horizon_years for row in self.rows}))

    def by_industry(self) -> dict[str, dict[int, ForecastRow]]:
        """Industries that are forecast, in their order, each with its horizons."""
        found: dict[str, dict[int, ForecastRow]] = {}
        for row in self.rows:
            if row.forecast_demand is not None:
                found.setdefault(row.industry_code, {})[row.horizon_years] = row
        return found

    def refused(self) -> dict[str, list[ForecastRow]]:
        """Industries that are not forecast, by the reason."""
        found: dict[str, list[ForecastRow]] = {}
        for row in self.rows:
            if row.no_forecast_reason and row.horizon_years == self.horizons()[0]:
                found.setdefault(row.no_forecast_reason, []).append(row)
        return found

    def scored(self, horizon: int, method: str) -> BacktestRow | None:
        rows = (row for row in self.card if (row.horizon_years, row.card_method) == (horizon, method))
        return next(rows, None)


def load_forecasts(warehouse: Warehouse, world: World) -> tuple[BasisForecast, ...]:
    """The forecasts of the region and classification of a world, its own basis of demand first."""
    key = {name: world.key[name] for name in ("region_code", "industry_classification", "granularity")}
    rows = warehouse.rows("data/forecast_series", ForecastRow, key)
    card = warehouse.rows("data/forecast_card", BacktestRow, key)
    bases = sorted({row.demand_basis for row in rows}, key=lambda name: (name != world.demand_basis, name))
    return tuple(
        BasisForecast(
            basis,
            tuple(row for row in rows if row.demand_basis == basis),
            tuple(row for row in card if row.demand_basis == basis),
        )
        for basis in bases
    )


@dataclass(frozen=True)
class IndustryYear(OfIndustry):
    """An industry in one year: supply and demand in persons, shares as fractions."""

    year: int
    demand_year: int
    supply: Supply
    demand: float | None
    supply_share: float | None
    demand_share: float | None
    supply_demand_ratio: Published
    structural_deviation: Published


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
    employment_rate: Bounded


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
    employment_rate: Bounded


@dataclass(frozen=True)
class LevelRate:
    """All programs of one level of a school or of the city in one cohort for which both counts were delivered."""

    outcome_scope_code: str
    level: str
    year: int
    employment_rate: OfCohorts


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
