"""What the sections on the three crosswalks and on matched work are written from, no words."""

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
