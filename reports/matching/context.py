"""What the matching report (专业结构与产业结构匹配情况报告) is written from, no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from reports.data.directory import BasisForecast, IndustryYear, OfIndustry, World, load_forecasts, load_worlds
from reports.data.published import OfCohorts, Published, Supply
from reports.data.query import Warehouse
from reports.data.release import Shared

SUPPLY_FEEDS = ("employment", "graduate", "enrolment")
DEMAND_FEEDS = ("vacancy", "industry_activity")
STOCKS = frozenset({"employment", "value_added"})  # demand that counts no positions
CLUSTER = "cluster"
PAIRING = ("region_code", "industry_classification", "granularity", "supply_basis", "demand_basis", "year")
IN_DISTRICTS = ("industry_classification", "granularity", "crosswalk_source", "supply_basis", "region_code")


@dataclass(frozen=True)
class Structure:
    """How one year's structures match. Shares are fractions, angles radians."""

    year: int
    demand_year: int
    level: str
    industries: int
    total_supply: Supply
    total_demand: float | None
    unmapped_supply: Supply
    unmatched_demand: float | None
    supply_demand_ratio: Published
    matching_degree: float | None
    cosine_similarity: float | None
    coupling_coordination: float | None
    coupling_level_zh: str | None
    coupling_level_en: str | None
    grey_relational_degree: float | None
    moore_angle_supply: float | None
    moore_angle_demand: float | None
    series_break_reason: str | None


@dataclass(frozen=True)
class Industry(OfIndustry):
    """An industry of the newest year. Supply and demand in persons or positions, shares as fractions."""

    supply: Supply
    demand: float | None
    supply_share: float | None
    demand_share: float | None
    supply_demand_ratio: Published
    share_gap: float | None
    structural_deviation: Published
    is_residual: bool


@dataclass(frozen=True)
class MajorClass:
    """A class of majors in the newest year: graduates, and the demand that falls to them."""

    major_scope_code: str
    major_scope_name: str | None
    supply: Supply
    allocated_demand: float | None
    supply_demand_ratio: Published
    is_residual: bool


@dataclass(frozen=True)
class CrosswalkDegree:
    """The matching degree of the newest year by one crosswalk; a fraction."""

    crosswalk_source: str
    matching_degree: float | None


@dataclass(frozen=True)
class CrosswalkRange(OfIndustry):
    """One industry by each crosswalk. `is_one_sided`: all say short, or all say surplus; None where one is missing."""

    observed_deviation: Published
    expert_deviation: Published
    equal_deviation: Published
    lowest_ratio: Published
    highest_ratio: Published
    is_one_sided: bool | None


@dataclass(frozen=True)
class MatchedRate:
    """Employed graduates of a class of majors, or in an industry, and those whose work matches their major."""

    matched_scope: str
    scope_code: str
    scope_name: str | None
    year: int
    employed: OfCohorts
    matched: OfCohorts
    matched_rate: OfCohorts


@dataclass(frozen=True)
class Observed:
    """The newest year of one pairing of supply and demand, and of matched work in its region."""

    degrees: tuple[CrosswalkDegree, ...]
    ranges: tuple[CrosswalkRange, ...]
    rates: tuple[MatchedRate, ...]

    def of(self, scope: str) -> tuple[MatchedRate, ...]:
        """Rates by `industry` or `class`."""
        return tuple(row for row in self.rates if row.matched_scope == scope)


@dataclass(frozen=True)
class DegreeRange:
    """The matching degree as stated, with equal weights, and at the 5th and 95th percentile of the draws; fractions."""

    matching_degree: float | None
    equal_degree: float | None
    degree_low: float | None
    degree_high: float | None
    draws: int


@dataclass(frozen=True)
class IndustryRange(OfIndustry):
    """One industry under other weights. `keeps_side`: share of draws in which short stays short, and full full."""

    structural_deviation: Published
    deviation_low: Published
    deviation_high: Published
    equal_deviation: Published
    supply_demand_ratio: Published
    ratio_low: Published
    ratio_high: Published
    keeps_side: Published


@dataclass(frozen=True)
class DistrictMatch:
    """A district's newest match on one basis of demand. Degrees are fractions; supply in persons."""

    region_code: str
    district_name: str | None
    demand_basis: str
    year: int
    total_supply: Supply
    matching_degree: float | None
    cosine_similarity: float | None
    coupling_coordination: float | None
    degree_low: float | None
    degree_high: float | None


@dataclass(frozen=True)
class WeightSensitivity:
    """How much the match depends on the weights of the crosswalk; `degree` is None where no range was computed."""

    degree: DegreeRange | None
    industries: tuple[IndustryRange, ...]
    districts: tuple[DistrictMatch, ...]
    tilt: float  # how far each weight is tilted at most, as a share of it


@dataclass(frozen=True)
class MatchingContext:
    """`world` is None where supply and demand cannot be compared; `lacking_feeds` then says why.

    `clusters`: the same supply and demand by the policy's industry clusters, without sections of its own.
    """

    shared: Shared
    world: World | None
    structures: tuple[Structure, ...] = ()
    industries: tuple[Industry, ...] = ()
    industry_years: tuple[IndustryYear, ...] = ()
    major_classes: tuple[MajorClass, ...] = ()
    lacking_feeds: tuple[str, ...] = ()
    forecasts: tuple[BasisForecast, ...] = ()
    sensitivity: WeightSensitivity | None = None
    observed: Observed | None = None
    clusters: MatchingContext | None = None

    def years(self) -> tuple[Structure, ...]:
        """All levels together, year by year."""
        return tuple(row for row in self.structures if row.level == "all")

    def latest(self) -> Structure | None:
        return self.years()[-1] if self.years() else None

    def levels(self) -> tuple[Structure, ...]:
        """Each level in the latest year."""
        year = self.world.latest_year if self.world else None
        return tuple(row for row in self.structures if row.level != "all" and row.year == year)


def load_matching(warehouse: Warehouse, shared: Shared) -> MatchingContext:
    """Read the matching report's sections, for the world the policy names or the nearest there is."""
    worlds = load_worlds(warehouse)
    if not worlds:
        return MatchingContext(shared, None, lacking_feeds=_lacking(shared))
    latest = worlds[0].key | {"year": worlds[0].latest_year}
    return replace(
        _load_world(warehouse, shared, worlds[0]),
        major_classes=warehouse.rows("matching/major_class", MajorClass, latest),
        sensitivity=_load_sensitivity(warehouse, latest),
        observed=_load_observed(warehouse, latest),
        clusters=_load_clusters(warehouse, shared, worlds),
    )


def _load_world(warehouse: Warehouse, shared: Shared, world: World) -> MatchingContext:
    """The structures, industries and forecasts of one world."""
    return MatchingContext(
        shared,
        world,
        structures=warehouse.rows("matching/structure", Structure, world.key),
        industries=warehouse.rows("matching/industry", Industry, world.key | {"year": world.latest_year}),
        industry_years=warehouse.rows("data/directory_industry", IndustryYear, world.key),
        forecasts=load_forecasts(warehouse, world),
    )


def _load_observed(warehouse: Warehouse, latest: Mapping[str, Any]) -> Observed:
    """The match of a world's pairing by each crosswalk there is, and the rates of matched work."""
    pairing = {name: latest[name] for name in PAIRING}
    of_region = {name: latest[name] for name in ("region_code", "industry_classification")}
    return Observed(
        warehouse.rows("matching/crosswalk_degree", CrosswalkDegree, pairing),
        warehouse.rows("matching/crosswalk_range", CrosswalkRange, pairing),
        warehouse.rows("matching/matched_employment", MatchedRate, of_region),
    )


def _load_sensitivity(warehouse: Warehouse, latest: Mapping[str, Any]) -> WeightSensitivity:
    """The ranges of a world in its newest year, and the districts of the same classification and crosswalk."""
    degrees = warehouse.rows("matching/structure_sensitivity", DegreeRange, latest)
    [tilt_bp] = warehouse.column("matching/weight_tilt", "tilt_bp")
    of_districts = {name: latest[name] for name in IN_DISTRICTS}
    return WeightSensitivity(
        degree=degrees[0] if degrees else None,
        industries=warehouse.rows("matching/match_sensitivity", IndustryRange, latest),
        districts=warehouse.rows("matching/district", DistrictMatch, of_districts),
        tilt=tilt_bp / 10_000,
    )


def _load_clusters(warehouse: Warehouse, shared: Shared, worlds: tuple[World, ...]) -> MatchingContext | None:
    """The match by clusters with the region and bases of the report's own world; None if there is none such, or the
    report's own is by clusters already."""
    own = worlds[0]
    paired = (
        world
        for world in worlds
        if world.granularity == CLUSTER != own.granularity
        and (world.region_code, world.demand_basis) == (own.region_code, own.demand_basis)
        and world.supply_basis == own.supply_basis
    )
    return next((_load_world(warehouse, shared, world) for world in paired), None)


def _lacking(shared: Shared) -> tuple[str, ...]:
    """Feeds without which no comparison is possible, of those that did not come."""
    loaded = shared.quality.loaded_feeds()
    lacking = [group[0] for group in (SUPPLY_FEEDS, DEMAND_FEEDS) if not loaded & set(group)]
    return tuple(lacking + ([] if "crosswalk" in loaded else ["crosswalk"]))
