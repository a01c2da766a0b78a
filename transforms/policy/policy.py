"""The policy language: criteria, triggers and cards as dated, cited data.

A policy file is one rule set of one place, and holds everything a verdict rests on; the SQL in `sql/rules/` only
reads the tables made from it. Of lists and advice, a rule names the programs (or majors) it is for and what must be
true of them; of several, the first in the file that holds applies. Seats are ranges in 1/10000 of those offered now.
Described in `docs/policy.md`; `contradictions` finds what makes no sense between two places of a file, `file` reads it.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, FiniteFloat, field_validator, model_validator

from transforms.sql_text import SQL_DIR, layer_notes
from transforms.yaml_model import Strict, Text

POLICY_DIR = Path(__file__).resolve().parents[2] / "policy"
METHOD_FILE = POLICY_DIR / "method.yaml"

Level = Literal["secondary", "associate", "vocational_bachelor", "bachelor", "postgraduate", "all"]
CardName = Literal["none", "yellow", "orange", "red", "exit"]
# where in a policy file, and what is wrong there
Location = tuple[str | int, ...]
Mistake = tuple[Location, str]
Unit = Literal["bp", "persons", "points", "yuan", "sites", "graduates", "years", "ratio"]


class PolicyError(Exception):
    """A policy that cannot be applied; the message names file, line and reason."""


class Clause(Strict):
    """Where a value comes from.

    `verified` is false where only a re-hosted copy or a report of it was seen, which `seen_at` then names.
    """

    title: str
    number: str | None = None
    article: str | None = None
    issued_on: date | None = None
    last_checked_on: date
    kind: Literal["law", "declared_assumption"] = "law"
    verified: bool
    seen_at: str | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Clause:
        if self.issued_on and self.issued_on > self.last_checked_on:
            raise ValueError(f"checked on {self.last_checked_on}, before it was issued on {self.issued_on}")
        if self.verified and self.kind == "declared_assumption":
            raise ValueError("an assumption has no official copy that could be verified")
        if self.verified and not (self.number and self.article and self.issued_on):
            raise ValueError("a verified clause states number, article and issued_on")
        return self


class Dated(Strict):
    """One value of a series; null repeals the value before it."""

    valid_from: date
    value: FiniteFloat | None
    clause: str
    levels: tuple[Level, ...] | None = None


def in_order(series: tuple[Dated, ...]) -> tuple[Dated, ...]:
    """The series itself. Errors: ValueError where a later value starts earlier."""
    if list(series) != sorted(series, key=lambda entry: entry.valid_from):
        raise ValueError("values must be appended in the order of valid_from")
    return series


Series = Annotated[tuple[Dated, ...], Field(min_length=1), AfterValidator(in_order)]


# What can be asked of a program or of a major at one level, and the unit it is measured in. Of a program, an
# indicator of the `indicator` feed that the policy declares can be asked too.
MEASURES: dict[str, Unit] = {
    "supply_demand_ratio": "ratio",
    "judged_rate": "bp",
    "intake_filled": "bp",
    "sites": "sites",
    "site_share": "bp",
    "supply": "graduates",
}
MAJOR_MEASURES: dict[str, Unit] = MEASURES | {"failing_share": "bp"}
PROGRAM_MEASURES: dict[str, Unit] = MEASURES | {
    "seats": "persons",
    "years_without_seats": "years",
    "similar_programs": "sites",
}

Filing = Literal["new", "suspended", "resumed", "revoked"]
AdviceName = Literal["keep", "expand", "reduce", "alternate_year", "suspend"]
ListName = Literal["urgently_needed", "to_upgrade", "restrict_or_revoke"]


class Condition(Strict):
    """A measure beside a line. What is not known meets no line."""

    holds_when: Literal["below", "at_or_below", "above", "at_or_above"]
    unit: Unit
    line: Series


class Rule(Strict):
    """What must hold, all of it, from `valid_from` until the day before `repealed_on`. `levels` empty: all levels."""

    rule: str
    title: Text
    valid_from: date
    repealed_on: date | None = None
    clause: str
    levels: tuple[Level, ...] = ()
    when: dict[str, Condition] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _holds_a_day(self) -> Rule:
        if self.repealed_on and self.repealed_on <= self.valid_from:
            raise ValueError(f"repealed on {self.repealed_on}, before it held a single day")
        return self


class PublicList(Strict):
    """One of the public lists: a major is on it that one of its rules holds for and no earlier list claims."""

    list: ListName
    title: Text
    clause: str
    rules: tuple[Rule, ...] = Field(min_length=1)


class SeatRange(Strict):
    """Seats advised, in 1/10000 of those offered now: at least `low`, at most `high`, `target` if all could be met."""

    valid_from: date
    low: int = Field(ge=0)
    target: int = Field(ge=0)
    high: int = Field(ge=0)
    clause: str

    @model_validator(mode="after")
    def _is_a_range(self) -> SeatRange:
        if not self.low <= self.target <= self.high:
            raise ValueError("a range of seats is low ≤ target ≤ high")
        return self


class AdviceRule(Rule):
    """What is advised to a program, and in which range of seats.

    cards: decided cards it is for, `not_judged` among them; reasons: reason codes of the verdict; filings: the newest
    filing about the program. Empty ones are for all.
    """

    advice: AdviceName
    cards: tuple[CardName | Literal["not_judged"], ...] = ()
    reasons: tuple[str, ...] = ()
    filings: tuple[Filing, ...] = ()
    seats: tuple[SeatRange, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _gives_a_suspended_program_nothing(self) -> AdviceRule:
        if self.seats != tuple(sorted(self.seats, key=lambda entry: entry.valid_from)):
            raise ValueError("ranges of seats must be appended in the order of valid_from")
        if self.advice == "suspend" and any(entry.high for entry in self.seats):
            raise ValueError("a suspended program gets no seats: low, target and high are 0")
        return self


class Tilt(Strict):
    """What makes a program's claim to new places weigh more: so many 1/10000 of its seats are added to them."""

    title: Text
    when: dict[str, Condition] = Field(min_length=1)
    adds: Series


class NewPlaces(Strict):
    """New places of some levels: `share` of the level's seats, `most` of a program's, both in 1/10000.

    They go to programs advised to keep or expand, in proportion to seats and tilts.
    """

    levels: tuple[Level, ...] = Field(min_length=1)
    share: Series
    most: Series
    tilt: dict[str, Tilt] = Field(default_factory=dict)


class Advice(Strict):
    """The rules of advice in order, the last for every program; `new_places` beside what is conserved."""

    rules: tuple[AdviceRule, ...] = Field(min_length=1)
    new_places: NewPlaces | None = None


ExemptionReason = Literal["state_controlled", "national_strategy", "new_program", "listed"]


class Computed(Strict):
    """An indicator that the warehouse computes; every other one is delivered as such.

    `feed`: the delivery it is read from. `counts`: of a rate of cohorts, the numerator and the denominator, columns of
    core.cohort, which are counted persons observed at the end of August or December.
    """

    unit: Unit
    feed: str
    counts: tuple[str, str] | None = None


# To add one, add its select to sql/core/reading.sql and its line to the notes of core.reading.
COMPUTED_INDICATORS = {
    name: Computed.model_validate(notes)
    for name, notes in layer_notes(SQL_DIR / "core")["reading"]["computes"].items()
}
COHORT_RATES = {name: computed.counts for name, computed in COMPUTED_INDICATORS.items() if computed.counts}


def computed_from(feed: str) -> list[str]:
    """The computed indicators that are read from one feed."""
    return [name for name, computed in COMPUTED_INDICATORS.items() if computed.feed == feed]


class Indicator(Strict):
    """An indicator of the `indicator` feed that criteria of this policy judge."""

    title: Text
    unit: Unit


class Criterion(Strict):
    """One test of one indicator in one year: does the program fail it?"""

    title: Text
    indicator: str
    observation: Literal["initial", "year_end"] | None = None
    fails_when: Literal["below", "at_or_below", "above", "at_or_above", "bottom_share"]
    unit: Unit
    levels: tuple[Level, ...] = Field(min_length=1)
    line: Series
    minimum_cohort: Annotated[tuple[Dated, ...], AfterValidator(in_order)] = ()
    windows: tuple[int, ...] = Field((1,), min_length=1)
    pooled: Literal["once", "rolling"] = "once"
    rank_within: Literal["institution", "region"] | None = None
    skips_averaged: bool = False
    is_required: bool = True

    @model_validator(mode="after")
    def _makes_sense(self) -> Criterion:
        if list(self.windows) != sorted(set(self.windows)) or self.windows[0] < 1:
            raise ValueError("windows must be rising whole years, for example [1, 2, 3]")
        if (self.fails_when == "bottom_share") != (self.rank_within is not None):
            raise ValueError("bottom_share goes with rank_within, and only with it")
        if self.fails_when == "bottom_share" and self.unit != "bp":
            raise ValueError("a bottom share is stated in bp (1/10000)")
        return self


class Trigger(Strict):
    """m failing results among n: of one criterion over years, or of several criteria in one year.

    It holds from `valid_from` until the day before `repealed_on`. `action` says what follows where it is more
    particular than the card's.
    """

    title: Text
    criteria: tuple[str, ...] = Field(min_length=1)
    m: int = Field(ge=1)
    n: int = Field(ge=1)
    over: Literal["calendar_years", "calculated_years", "criteria_of_one_year"]
    card: CardName
    action: Text | None = None
    valid_from: date
    repealed_on: date | None = None
    clause: str

    @model_validator(mode="after")
    def _makes_sense(self) -> Trigger:
        if self.repealed_on and self.repealed_on <= self.valid_from:
            raise ValueError(f"repealed on {self.repealed_on}, before it held a single day")
        if self.m > self.n:
            raise ValueError(f"m ({self.m}) cannot exceed n ({self.n})")
        if self.over == "criteria_of_one_year" and self.n != len(self.criteria):
            raise ValueError("n must be the number of criteria named")
        if self.over != "criteria_of_one_year" and len(self.criteria) != 1:
            raise ValueError("a trigger over years names one criterion")
        return self


class Card(Strict):
    """A rung of the ladder and what follows from it."""

    title: Text
    action: Text


class Exemption(Strict):
    """A reason of the `exemption` feed that this policy honours, from `valid_from` until `repealed_on`."""

    valid_from: date
    repealed_on: date | None = None
    clause: str


class Reinstatement(Strict):
    """How a card that holds is lifted: so many passes in a row, dated."""

    cards: tuple[CardName, ...] = Field(min_length=1)
    passes: Series


class TellingLine(Strict):
    """Why the policy may hold a line beside which a verdict tells a part of 1 or 2 persons."""

    clause: str


class CouplingLevel(Text):
    """One of the levels of the degree of coupling coordination, closed on the right."""

    up_to: float


class OfferedLines(Strict):
    """Lines in bp that the what-if page can be set to, and every how many of them its table shows one."""

    lowest: int = Field(default=0, ge=0)
    highest: int = Field(default=10_000, le=10_000)
    step: int = Field(default=1, ge=1)
    shown: int = Field(default=1_000, ge=1)


class Offered(Strict):
    """The values the what-if page can be set to, beside those of the policy itself."""

    line: OfferedLines = OfferedLines()
    years: tuple[int, ...] = ()
    minimum_cohort: tuple[int, ...] = ()


class Policy(Strict):
    """A rule set. `digest` is the sha256 of the bytes it was read from, method parameters included.

    issuer, contact, objection_address: who publishes the release, and where to write to; published as they stand.
    offices: those that decide on verdicts, by the names decisions are delivered under; others are not published.
    """

    policy: str
    title: Text
    city: Text
    region_code: str
    reference_region_code: str | None = None
    crosswalk_source: Literal["observed", "expert", "equal"] | None = None  # None: in order of trust
    demand_basis: Literal["vacancies", "openings", "employment", "value_added"] = "vacancies"
    supply_basis: Literal["graduates", "admitted"] = "graduates"
    demand_year: Literal["same", "latest_available"] = "same"
    issuer: str | None = None
    contact: str | None = None
    objection_address: str | None = None
    offices: tuple[str, ...] = ()
    clauses: dict[str, Clause]
    parameters: dict[str, tuple[Dated, ...]] = Field(default_factory=dict)
    indicators: dict[str, Indicator] = Field(default_factory=dict)
    criteria: dict[str, Criterion]
    triggers: dict[str, Trigger]
    exemptions: dict[ExemptionReason, Exemption]
    ladder: dict[CardName, Card]
    reinstatement: Reinstatement | None = None
    lists: tuple[PublicList, ...] = ()
    advice: Advice | None = None
    lines_tell_parts: dict[str, TellingLine] = Field(default_factory=dict)  # by criterion, rule or tilt
    coupling_levels: tuple[CouplingLevel, ...] = Field(min_length=1)
    what_if: Offered = Offered()
    digest: str = ""

    _parameters = field_validator("parameters")(
        lambda parameters: {name: in_order(series) for name, series in parameters.items()}
    )

    def unit_of(self, indicator: str) -> Unit | None:
        """The unit an indicator is measured in; None for one that is neither computed nor declared."""
        if indicator in COMPUTED_INDICATORS:
            return COMPUTED_INDICATORS[indicator].unit
        declared = self.indicators.get(indicator)
        return declared.unit if declared else None

    @property
    def advised(self) -> tuple[AdviceRule, ...]:
        """The rules of advice; none where the policy advises nothing."""
        return self.advice.rules if self.advice else ()

    @property
    def new_places(self) -> NewPlaces | None:
        return self.advice.new_places if self.advice else None

    def parameter_on(self, name: str, day: date) -> float | None:
        """The value of a parameter that is the same for all levels, in force on a day; None where there is none."""
        values = [entry.value for entry in self.parameters.get(name, ()) if entry.valid_from <= day]
        return values[-1] if values else None

    def objections_until(self, published_on: date) -> date | None:
        """Last day on which a school may object to a release of that day; None where the policy sets none."""
        days = self.parameter_on("confirmation_days", published_on)
        return None if days is None else published_on + timedelta(days=int(days))
