"""A comparable world of the match: which supply beside which demand, by which classification."""

from __future__ import annotations

from dataclasses import dataclass


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
