"""What offices deliver about a city, as plain facts: the one input of the SQL and of the independent judge."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

# (catalogue, code) of a major, and a program by the entry it is counted under today.
Entry = tuple[str, str]
Key = tuple[str, str, str, str]


@dataclass(slots=True)
class Cohort:
    """Graduates of one year at one observation; None where a part was not delivered."""

    graduates: int | None = None
    placed: int | None = None
    employed: int | None = None
    matched: int | None = None
    rate: float | None = None


@dataclass(slots=True)
class Reading:
    """One reading of the indicator feed."""

    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    averaged: bool = False


@dataclass(slots=True)
class Exemption:
    first: date
    last: date
    reason: str = "listed"


@dataclass(slots=True)
class Decision:
    year: int
    decision: str
    card: str | None = None
    decided_on: date = date(2026, 3, 1)
    until: date | None = None


@dataclass(slots=True)
class Life:
    """What one school delivered under one code. cohorts: (observation, year); intake None: a row without a number."""

    school: str
    catalogue: str
    code: str
    level: str
    cohorts: dict[tuple[str, int], Cohort] = field(default_factory=dict)
    intake: dict[int, int | None] = field(default_factory=dict)
    readings: dict[tuple[str, int], Reading] = field(default_factory=dict)
    exemptions: list[Exemption] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    @property
    def entry(self) -> Entry:
        return (self.catalogue, self.code)


@dataclass(slots=True)
class Step:
    """One row of the lineage of majors; `old` is None for a new major, `new` for a revoked one."""

    kind: str
    old: Entry | None
    new: Entry | None
    year: int


@dataclass
class City:
    """deliveries: over how many files the rows are spread."""

    lives: list[Life]
    lineage: list[Step] = field(default_factory=list)
    as_of: date = date(2026, 11, 23)
    deliveries: int = 1


@dataclass(slots=True, frozen=True)
class Verdict:
    """What is judged of a program in a year. decided: the card after a human decision."""

    card: str
    reason: str
    counted: int | None = None
    since: int | None = None
    decided: str | None = None
