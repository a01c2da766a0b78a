"""A comparable world of the match: which supply beside which demand, by which classification."""

from __future__ import annotations
from dataclasses import asdict, dataclass
from reports.data.shared import Shared, load_shared
from reports.settings.context import Following, load_following
from reports.matching.forecast_context import BasisForecast, load_forecasts
from reports.matching.ranges_context import Observed, load_observed
from reports.data.published import Published
from reports.matching.ranges_context import Sensitivity, load_sensitivity
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
