"""What every part of a policy is made of: words in two languages, clauses, dated and cited values."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import FiniteFloat, model_validator

from transforms.yaml_model import Strict

Level = Literal["secondary", "associate", "vocational_bachelor", "bachelor", "postgraduate", "all"]
CardName = Literal["none", "yellow", "orange", "red", "exit"]
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
    if list(series) != sorted(series, key=lambda entry: entry.valid_from):
        raise ValueError("values must be appended in the order of valid_from")
    return series
