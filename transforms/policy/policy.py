"""The policy language: criteria, triggers and cards as dated, cited data.

A policy file is one rule set of one place. Everything a verdict rests on stands in it; the SQL in
`sql/rules/` only reads the tables made from it. Method: `docs/policy.md`. What makes no sense between two
places of a file is found in `policy_sense`; files are read in `policy_file`.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from transforms.policy.advice import Advice, PublicList
from transforms.policy.values import CardName, Clause, Dated, Level, PolicyError, Unit, in_order
from transforms.yaml_model import Strict, Text

__all__ = ["METHOD_FILE", "POLICY_DIR", "Dated", "Policy", "PolicyError", "Unit", "json_schema"]

POLICY_DIR = Path(__file__).resolve().parents[2] / "policy"
METHOD_FILE = POLICY_DIR / "method.yaml"

ExemptionReason = Literal["state_controlled", "national_strategy", "new_program", "listed"]

# What the warehouse itself reads from deliveries: unit, and whether it is observed at the end of August or December.
# Of the rates of cohorts, numerator and denominator are counted persons.
COHORT_RATES = ("employment_rate", "matched_rate", "contract_rate")
COMPUTED_INDICATORS: dict[str, Unit] = {
    "employment_rate": "bp",
    "matched_rate": "bp",
    "contract_rate": "bp",
    "intake": "persons",
    "sites": "sites",
    "site_share": "bp",
}


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
    line: tuple[Dated, ...] = Field(min_length=1)
    minimum_cohort: tuple[Dated, ...] = ()
    windows: tuple[int, ...] = Field((1,), min_length=1)
    pooled: Literal["once", "rolling"] = "once"
    rank_within: Literal["institution", "region"] | None = None
    skips_averaged: bool = False
    is_required: bool = True

    _line = field_validator("line")(in_order)
    _minimum = field_validator("minimum_cohort")(in_order)

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
    passes: tuple[Dated, ...] = Field(min_length=1)

    _passes = field_validator("passes")(in_order)


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
    """A rule set. `digest` is the sha256 of the bytes it was read from, method parameters included."""

    policy: str
    title: Text
    city: Text
    region_code: str
    reference_region_code: str | None = None
    crosswalk_source: Literal["observed", "expert", "equal"] | None = None  # None: in order of trust
    demand_basis: Literal["vacancies", "openings", "employment", "value_added"] = "vacancies"
    supply_basis: Literal["graduates", "admitted"] = "graduates"
    demand_year: Literal["same", "latest_available"] = "same"
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
    coupling_levels: tuple[CouplingLevel, ...] = Field(min_length=1)
    what_if: Offered = Offered()
    digest: str = ""

    _parameters = field_validator("parameters")(
        lambda parameters: {name: in_order(series) for name, series in parameters.items()}
    )

    def unit_of(self, indicator: str) -> Unit | None:
        """The unit an indicator is measured in; None for one that is neither computed nor declared."""
        if indicator in COMPUTED_INDICATORS:
            return COMPUTED_INDICATORS[indicator]
        declared = self.indicators.get(indicator)
        return declared.unit if declared else None

    def parameter_on(self, name: str, day: date) -> float | None:
        """The value of a parameter that tells no levels apart, in force on a day; None where there is none."""
        values = [entry.value for entry in self.parameters.get(name, ()) if entry.valid_from <= day]
        return values[-1] if values else None

    def objections_until(self, published_on: date) -> date | None:
        """Last day on which a school may object to a release of that day; None where the policy sets none."""
        days = self.parameter_on("confirmation_days", published_on)
        return None if days is None else published_on + timedelta(days=int(days))


def json_schema() -> dict[str, Any]:
    """JSON Schema of a policy file, for editors; `policy/policy.schema.json` is kept equal to it by a test."""
    schema = Policy.model_json_schema()
    for derived in ("digest", "coupling_levels", "what_if"):
        schema["properties"].pop(derived)
    schema["required"] = [name for name in schema["required"] if name != "coupling_levels"]
    return schema | {"$schema": "https://json-schema.org/draft/2020-12/schema"}
