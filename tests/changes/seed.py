"""What a seeded change is made of: cohorts, decisions, exemptions and steps of lineage of a small city.

A program states its placed graduates of 50 by year; `later` and `gone` are deliveries of a later day, the second of
them withdrawn before the later release.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from tests.sql.city import CATALOGUE, cohort

OLD_CATALOGUE = "vocational-2015"
BACHELOR = "bachelor-2020"
SECONDARY = "secondary-2021"
DAYS = {
    "first": datetime.date(2026, 1, 10),
    "gone": datetime.date(2026, 2, 10),
    "later": datetime.date(2026, 9, 10),
}
YEARS = range(2021, 2026)
Row = dict[str, Any]
Card = tuple[str | None, str | None]


@dataclass(frozen=True)
class Seed:
    """`both`, `old`, `new`: (feed, row) delivered to both releases, to the earlier or the later one alone.

    `cards`: (major code, year) → card before and after. `decided` where the decided cards are meant. Every other
    changed verdict of its programs must carry the same cause.
    """

    name: str
    cause: str
    cards: dict[tuple[str, int], Card]
    both: list[tuple[str, Row]] = field(default_factory=list)
    old: list[tuple[str, Row]] = field(default_factory=list)
    new: list[tuple[str, Row]] = field(default_factory=list)
    nature: str = "update"
    decided: bool = False


def placed(code: str = "530302", graduates: int = 50, **numbers: int) -> list[tuple[str, Row]]:
    """One cohort a year, `y2024=28` for 28 placed; what is not named is placed 40 of 50; None is not delivered."""
    told = {year: numbers.get(f"y{year}", 40) for year in YEARS}
    return [("employment", cohort(year, graduates, n, code)) for year, n in told.items() if n is not None]


def later(year: int, number: int, code: str = "530302", graduates: int = 50, **more: Any) -> tuple[str, Row]:
    return "employment", cohort(year, graduates, number, code, _delivery="later", **more)


def gone(year: int, number: int, code: str = "530302") -> tuple[str, Row]:
    return "employment", cohort(year, 50, number, code, _delivery="gone")


def without(rows: list[tuple[str, Row]], *years: int) -> list[tuple[str, Row]]:
    return [row for row in rows if row[1].get("cohort_year") not in years]


def level(rows: list[tuple[str, Row]], name: str, catalogue: str) -> list[tuple[str, Row]]:
    return [(feed, row | {"level": name, "catalogue_version": catalogue}) for feed, row in rows]


def exemption(until: datetime.date, delivery: str = "later", reason: str = "listed") -> tuple[str, Row]:
    key = {"catalogue_version": CATALOGUE, "major_code": "530302", "level": "associate"}
    days = {"valid_from": datetime.date(2020, 1, 1), "valid_to": until, "document_number": "渝教〔2026〕1号"}
    return "exemption", key | days | {"reason": reason, "_delivery": delivery}


def decision(
    kind: str, card: str | None, delivery: str = "later", until: datetime.date | None = None, number: int = 1
) -> tuple[str, Row]:
    key = {"catalogue_version": CATALOGUE, "major_code": "530302", "level": "associate", "year": 2025}
    said = {"decision": kind, "decided_card": card, "decided_by": "市教委", "until_date": until}
    on = {"decided_on": datetime.date(2026, 3, 1), "document_number": f"渝教函〔2026〕{number}号"}
    return "decision", key | said | on | {"_delivery": delivery}


def step(kind: str, old: str, new: str, year: int = 2023, delivery: str = "later") -> tuple[str, Row]:
    ends = {"from_catalogue_version": OLD_CATALOGUE, "to_catalogue_version": CATALOGUE}
    codes = {"from_major_code": old, "to_major_code": new, "effective_year": year}
    return "major_lineage", ends | codes | {"kind": kind, "_delivery": delivery}


def formerly(code: str, **numbers: int | None) -> list[tuple[str, Row]]:
    return level(placed(code, **numbers), "associate", OLD_CATALOGUE)


RED = {"y2023": 20, "y2024": 20, "y2025": 20}
NOWHERE = {f"y{year}": None for year in YEARS}
MAIN = "530302"
