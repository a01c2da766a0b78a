"""What follows from verdicts and ratios: the three public lists and the advice on enrolment, as dated, cited rules.

A rule names the programs (or majors) it is for and what must be true of them; of several, the first in the file that
holds speaks. Seats are ranges in 1/10000 of those offered now.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, field_validator, model_validator

from transforms.policy.values import CardName, Dated, Level, Unit, in_order
from transforms.yaml_model import Strict, Text

# What can be asked of a program or of a major at one level, and the unit it is measured in. Of a program, an
# indicator of the `indicator` feed that the policy declares can be asked too.
MAJOR_MEASURES: dict[str, Unit] = {
    "supply_demand_ratio": "ratio",
    "judged_rate": "bp",
    "intake_filled": "bp",
    "sites": "sites",
    "site_share": "bp",
    "supply": "graduates",
    "failing_share": "bp",
}
PROGRAM_MEASURES: dict[str, Unit] = {
    "supply_demand_ratio": "ratio",
    "judged_rate": "bp",
    "intake_filled": "bp",
    "sites": "sites",
    "site_share": "bp",
    "supply": "graduates",
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
    line: tuple[Dated, ...] = Field(min_length=1)

    _line = field_validator("line")(in_order)


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
    """One of the public lists: a major stands in it that one of its rules holds for and no earlier list claims."""

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
    adds: tuple[Dated, ...] = Field(min_length=1)

    _adds = field_validator("adds")(in_order)


class NewPlaces(Strict):
    """New places of some levels: `share` of the level's seats, `most` of a program's, both in 1/10000.

    They go to programs advised to keep or expand, in proportion to seats and tilts.
    """

    levels: tuple[Level, ...] = Field(min_length=1)
    share: tuple[Dated, ...] = Field(min_length=1)
    most: tuple[Dated, ...] = Field(min_length=1)
    tilt: dict[str, Tilt] = Field(default_factory=dict)

    _share = field_validator("share", "most")(in_order)


class Advice(Strict):
    """The rules of advice in order, the last for every program; `new_places` beside what is conserved."""

    rules: tuple[AdviceRule, ...] = Field(min_length=1)
    new_places: NewPlaces | None = None
