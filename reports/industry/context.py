"""What an industry's brief is written from, beside the directory and the forecasts: majors and clusters, no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.data.industries import BasisForecast, ForecastRow, IndustryYear, World, load_worlds
from reports.data.programs import DirectoryContext, Program
from reports.data.published import Published
from reports.data.query import Warehouse
from reports.data.release import Shared


@dataclass(frozen=True)
class IndustryMajor:
    """A major that supplies the industry: persons, its share of the industry's supply, positions that fall to it."""

    industry_code: str
    catalogue_version: str
    major_code: str
    major_name: str | None
    major_level: str | None
    supply: float | None
    major_supply_share: float | None
    allocated_demand: float | None


@dataclass(frozen=True)
class IndustryCluster:
    """A cluster that draws on majors of the industry, with its own supply and demand."""

    industry_code: str
    cluster_name: str | None
    majors: int
    shared_supply_share: float | None
    supply: float | None
    demand: float | None
    supply_demand_ratio: Published
    structural_deviation: Published


@dataclass(frozen=True)
class IndustryContext:
    """The briefs of all industries of the world the policy names first; none where nothing can be compared."""

    directory: DirectoryContext
    world: World | None
    forecasts: tuple[BasisForecast, ...]
    majors: Mapping[str, tuple[IndustryMajor, ...]]
    clusters: Mapping[str, tuple[IndustryCluster, ...]]
    programs: Mapping[str, tuple[Program, ...]]

    def industries(self) -> Mapping[str, tuple[IndustryYear, ...]]:
        return self.directory.industries

    def sites(self, major: IndustryMajor) -> tuple[Program, ...]:
        """Programs of the major that are in the newest verdict."""
        return self.programs.get(f"{major.catalogue_version}.{major.major_code}", ())

    def forecast(self, code: str) -> tuple[str, tuple[ForecastRow, ...]] | None:
        """Basis and horizons of the industry's forecast, on the world's own basis where it has one."""
        for forecast in self.forecasts:
            rows = tuple(row for row in forecast.rows if row.industry_code == code)
            if rows:
                return forecast.basis, rows
        return None


@dataclass(frozen=True)
class Suppliers:
    """Majors and clusters of every industry of the world that the policy names first."""

    majors: tuple[IndustryMajor, ...]
    clusters: tuple[IndustryCluster, ...]


def load_suppliers(warehouse: Warehouse, _: Shared) -> Suppliers:
    worlds = load_worlds(warehouse)
    if not worlds:
        return Suppliers((), ())
    return Suppliers(
        warehouse.rows("industry/major", IndustryMajor, worlds[0].key),
        warehouse.rows("industry/cluster", IndustryCluster, worlds[0].key),
    )


def industries_of(
    directory: DirectoryContext,
    world: World | None,
    forecasts: tuple[BasisForecast, ...],
    suppliers: Suppliers,
) -> IndustryContext:
    """What the briefs are written from, by the industries that the directory lists."""
    codes = directory.industries
    return IndustryContext(
        directory,
        world,
        forecasts,
        {code: tuple(row for row in suppliers.majors if row.industry_code == code) for code in codes},
        {code: tuple(row for row in suppliers.clusters if row.industry_code == code) for code in codes},
        directory.majors(),
    )
