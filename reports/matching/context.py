"""What the matching report (专业结构与产业结构匹配情况报告) is written from, no words."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from reports.data.published import Published
from reports.data.query import Warehouse
from reports.data.settings.following import Following, load_following
from reports.data.shared import Shared, load_shared
from reports.data.world import World
from reports.matching.forecast_context import BasisForecast, load_forecasts
from reports.matching.ranges_context import Observed, Sensitivity, load_observed, load_sensitivity

SUPPLY_FEEDS = ("employment", "graduate", "enrolment")
STOCKS = frozenset({"employment", "value_added"})  # demand that counts no positions
CLUSTER = "cluster"
DEMAND_FEEDS = ("vacancy", "industry_activity")


@dataclass(frozen=True)
class Structure:
    """How one year's structures match. Shares are fractions, angles radians."""

    year: int
    demand_year: int
    level: str
    industries: int
    total_supply: float | None
    total_demand: float | None
    unmapped_supply: float | None
    unmatched_demand: float | None
    supply_demand_ratio: Published
    matching_degree: float | None
    dissimilarity: float | None
    cosine_similarity: float | None
    coupling_coordination: float | None
    coupling_coordination_classic: float | None
    coupling_level_zh: str | None
    coupling_level_en: str | None
    grey_relational_degree: float | None
    moore_angle_supply: float | None
    moore_angle_demand: float | None
    supply_hhi: float | None
    demand_hhi: float | None
    series_break_reason: str | None


@dataclass(frozen=True)
class Industry:
    industry_code: str
    industry_name: str | None
    supply: float | None
    demand: float | None
    supply_share: float | None
    demand_share: float | None
    supply_demand_ratio: Published
    share_gap: float | None
    structural_deviation: Published
    structural_deviation_formula: str
    location_quotient: float | None
    is_residual: bool


@dataclass(frozen=True)
class IndustryYear:
    industry_code: str
    industry_name: str | None
    year: int
    structural_deviation: Published


@dataclass(frozen=True)
class MajorClass:
    major_scope_code: str
    major_scope_name: str | None
    supply: float | None
    allocated_demand: float | None
    supply_demand_ratio: Published
    is_residual: bool


@dataclass(frozen=True)
class Clusters:
    """The same supply and demand by the policy's industry clusters."""

    world: World
    structures: tuple[Structure, ...]
    industries: tuple[Industry, ...]
    industry_years: tuple[IndustryYear, ...] = ()
    forecasts: tuple[BasisForecast, ...] = ()


@dataclass(frozen=True)
class MatchingContext:
    """`world` is None where supply and demand cannot be compared; `lacking_feeds` then says why."""

    shared: Shared
    world: World | None
    structures: tuple[Structure, ...]
    industries: tuple[Industry, ...]
    industry_years: tuple[IndustryYear, ...]
    major_classes: tuple[MajorClass, ...]
    following: Following
    lacking_feeds: tuple[str, ...]
    forecasts: tuple[BasisForecast, ...] = ()
    sensitivity: Sensitivity | None = None
    observed: Observed | None = None
    clusters: Clusters | None = None

    def years(self) -> tuple[Structure, ...]:
        """All levels together, year by year."""
        return tuple(row for row in self.structures if row.level == "all")

    def latest(self) -> Structure | None:
        return self.years()[-1] if self.years() else None

    def levels(self) -> tuple[Structure, ...]:
        """Each level in the latest year."""
        year = self.world.latest_year if self.world else None
        return tuple(row for row in self.structures if row.level != "all" and row.year == year)


def load_matching(warehouse: Warehouse, shared: Shared | None = None) -> MatchingContext:
    """Read the matching report's sections, for the world the policy names or the nearest there is."""
    shared = shared or load_shared(warehouse)
    worlds = warehouse.rows("matching/world", World)
    world = worlds[0] if worlds else None
    key = {name: value for name, value in asdict(world).items() if name != "latest_year"} if world else {}
    latest = key | {"year": world.latest_year} if world else {}
    return MatchingContext(
        shared=shared,
        world=world,
        structures=warehouse.rows("matching/structure", Structure, key) if world else (),
        industries=warehouse.rows("matching/industry", Industry, latest) if world else (),
        industry_years=warehouse.rows("matching/industry_year", IndustryYear, key) if world else (),
        major_classes=warehouse.rows("matching/major_class", MajorClass, latest) if world else (),
        following=load_following(warehouse),
        lacking_feeds=() if world else _lacking(shared),
        forecasts=load_forecasts(warehouse, key) if world else (),
        sensitivity=load_sensitivity(warehouse, latest) if world else None,
        observed=load_observed(warehouse, latest) if world else None,
        clusters=_load_clusters(warehouse, worlds),
    )


def _load_clusters(warehouse: Warehouse, worlds: tuple[World, ...]) -> Clusters | None:
    """The first world of clusters that pairs what the report's own world pairs; None where it has that granularity."""
    own = worlds[0] if worlds else None
    paired = [
        world
        for world in worlds
        if own is not None
        and world.granularity == CLUSTER != own.granularity
        and (world.region_code, world.demand_basis) == (own.region_code, own.demand_basis)
        and world.supply_basis == own.supply_basis
    ]
    if not paired:
        return None
    key = {name: value for name, value in asdict(paired[0]).items() if name != "latest_year"}
    latest = key | {"year": paired[0].latest_year}
    return Clusters(
        paired[0],
        warehouse.rows("matching/structure", Structure, key),
        warehouse.rows("matching/industry", Industry, latest),
        warehouse.rows("matching/industry_year", IndustryYear, key),
        load_forecasts(warehouse, key),
    )


def _lacking(shared: Shared) -> tuple[str, ...]:
    """Feeds without which no comparison is possible, of those that did not come."""
    loaded = shared.quality.loaded_feeds()
    lacking = [group[0] for group in (SUPPLY_FEEDS, DEMAND_FEEDS) if not loaded & set(group)]
    return tuple(lacking + ([] if "crosswalk" in loaded else ["crosswalk"]))
