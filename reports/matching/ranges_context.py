"""What the sections on districts and on the weights of the crosswalk are written from, no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports.data.published import Published
from reports.data.query import Warehouse

PAIRING = ("region_code", "industry_classification", "granularity", "supply_basis", "demand_basis", "year")


@dataclass(frozen=True)
class CrosswalkDegree:
    """The matching degree of the newest year by one crosswalk; a fraction."""

    crosswalk_source: str
    matching_degree: float | None


@dataclass(frozen=True)
class CrosswalkRange:
    """One industry by each crosswalk. `is_one_sided`: all say short, or all say surplus; None where one is silent."""

    industry_code: str
    industry_name: str | None
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
    employed: float | None
    matched: Published
    matched_rate: Published


@dataclass(frozen=True)
class Observed:
    """The newest year of one pairing of supply and demand, and of matched work in its region."""

    degrees: tuple[CrosswalkDegree, ...]
    ranges: tuple[CrosswalkRange, ...]
    rates: tuple[MatchedRate, ...]

    def of(self, scope: str) -> tuple[MatchedRate, ...]:
        """Rates by `industry` or `class`."""
        return tuple(row for row in self.rates if row.matched_scope == scope)


def load_observed(warehouse: Warehouse, latest: Mapping[str, Any]) -> Observed:
    """The match of a world's pairing by each crosswalk there is, and the rates of matched work."""
    pairing = {name: latest[name] for name in PAIRING}
    of_region = {name: latest[name] for name in ("region_code", "industry_classification")}
    return Observed(
        warehouse.rows("matching/crosswalk_degree", CrosswalkDegree, pairing),
        warehouse.rows("matching/crosswalk_range", CrosswalkRange, pairing),
        warehouse.rows("matching/matched_employment", MatchedRate, of_region),
    )


KEY = (
    "region_code",
    "industry_classification",
    "granularity",
    "crosswalk_source",
    "supply_basis",
    "demand_basis",
    "year",
)


@dataclass(frozen=True)
class DegreeRange:
    """The matching degree as stated, with equal weights, and between the draws of tilted ones; fractions."""

    matching_degree: float | None
    equal_degree: float | None
    degree_low: float | None
    degree_high: float | None
    draws: int


@dataclass(frozen=True)
class IndustryRange:
    """One industry under other weights. `keeps_side`: share of draws in which short stays short, and full full."""

    industry_code: str
    industry_name: str | None
    structural_deviation: Published
    deviation_low: Published
    deviation_high: Published
    equal_deviation: Published
    supply_demand_ratio: Published
    ratio_low: Published
    ratio_high: Published
    keeps_side: Published


@dataclass(frozen=True)
class Tilt:
    """How far each weight is tilted at most, in 1/10000 of it."""

    tilt_bp: float


@dataclass(frozen=True)
class DistrictMatch:
    """A district's newest match on one basis of demand. Degrees are fractions; supply in persons."""

    region_code: str
    district_name: str | None
    demand_basis: str
    year: int
    total_supply: float | None
    matching_degree: float | None
    cosine_similarity: float | None
    coupling_coordination: float | None
    degree_low: float | None
    degree_high: float | None


@dataclass(frozen=True)
class Sensitivity:
    """`degree` is None where the world has no range."""

    degree: DegreeRange | None
    industries: tuple[IndustryRange, ...]
    districts: tuple[DistrictMatch, ...]
    tilt: float


def load_sensitivity(warehouse: Warehouse, latest: Mapping[str, Any]) -> Sensitivity:
    """The ranges of a world in its newest year, and the districts of the same classification and crosswalk."""
    key = {name: latest[name] for name in KEY}
    degrees = warehouse.rows("matching/structure_sensitivity", DegreeRange, key)
    of_districts = {name: value for name, value in key.items() if name not in ("demand_basis", "year")}
    return Sensitivity(
        degree=degrees[0] if degrees else None,
        industries=warehouse.rows("matching/match_sensitivity", IndustryRange, key),
        districts=warehouse.rows("matching/district", DistrictMatch, of_districts),
        tilt=warehouse.row("matching/weight_tilt", Tilt).tilt_bp / 10_000,
    )
