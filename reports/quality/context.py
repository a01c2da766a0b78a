"""What the data quality report is written from: files, freshness and coverage, beside what every report knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.data.query import Warehouse
from reports.data.shared import Shared


@dataclass(frozen=True)
class File:
    """A delivered file; without counts where it could not be read at all."""

    feed: str
    file: str
    status: str
    delivered_on: date | None
    rows_read: int | None
    loaded: int | None
    refused: int | None
    duplicate: int | None
    superseded: int | None
    total_rows: int | None
    furniture_rows: int | None
    problems: int


@dataclass(frozen=True)
class Freshness:
    """`fresh_days` is None for a feed that may be of any age."""

    feed: str
    files: int
    newest_on: date | None
    age_days: int | None
    fresh_days: float | None


@dataclass(frozen=True)
class Coverage:
    """Programs of one level in one cohort year, and what came of them."""

    year: int
    level: str
    due: int
    delivered: int
    missing: int
    told: int
    withheld: int


@dataclass(frozen=True)
class QualityContext:
    shared: Shared
    files: tuple[File, ...]
    freshness: tuple[Freshness, ...]
    coverage: tuple[Coverage, ...]

    def latest(self) -> tuple[Coverage, ...]:
        """Each level of the newest cohort year."""
        year = self.coverage[-1].year if self.coverage else None
        return tuple(row for row in self.coverage if row.year == year)


def load_quality(warehouse: Warehouse, shared: Shared) -> QualityContext:
    return QualityContext(
        shared=shared,
        files=warehouse.rows("quality/file", File),
        freshness=warehouse.rows("quality/freshness", Freshness),
        coverage=warehouse.rows("quality/coverage", Coverage),
    )
