"""A comparable world of the match: which supply beside which demand, by which classification."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from reports.data.query import Warehouse


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
