"""The one door through which a number leaves the warehouse for a reader.

Every published count or rate is a `Published`: a value, or a status mark in its place, never a number
that stands for "not told". Method §8; the thresholds come from `policy.parameter`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import Literal

Status = Literal["", "c", "low", "z", "x", "r", "p", "b"]
WITHHELD: frozenset[str] = frozenset({"c", "low", "z", "x"})


@dataclass(frozen=True)
class Published:
    """A value with its status. Withheld statuses (c, low, z, x) carry no value; r, p, b stand beside one."""

    value: float | None
    status: Status = ""

    def __post_init__(self) -> None:
        if (self.value is None) != (self.status in WITHHELD):
            raise ValueError(f"a published number has a value or a reason to have none: {self}")


MISSING = Published(None, "x")
NOT_APPLICABLE = Published(None, "z")


@dataclass(frozen=True)
class Disclosure:
    """What may be told about few people.

    `min_cohort`: rates of fewer are withheld; `min_part`: so are rates whose numerator or remainder
    does not exceed it; `rounding_base`: counts of persons are printed as multiples of it.
    """

    min_cohort: int
    min_part: int
    rounding_base: int

    def count(self, persons: float | None) -> Published:
        """Persons, to the nearest multiple of the base (halves up); [x] where none was delivered."""
        if persons is None:
            return MISSING
        return Published(float(floor(persons / self.rounding_base + 0.5) * self.rounding_base))

    def rate(self, value: float | None, numerator: float | None, denominator: float | None) -> Published:
        """A share of persons as a fraction.

        Withheld: [x] missing, [low] of too few, [c] where one part is too small. Where the deliverer
        gave a rate and no counts there is nothing to hold back: the rate was public before it came here.
        """
        if value is None:
            return MISSING
        if denominator is None:
            return Published(value)
        if denominator < self.min_cohort:
            return Published(None, "low")
        if numerator is None:
            return Published(value)
        if min(numerator, denominator - numerator) <= self.min_part:
            return Published(None, "c")
        return Published(value)

    def ratio(self, value: float | None, persons: float | None) -> Published:
        """A ratio to a number of persons that is no share of them: [x] missing, [z] to none, [low] of too few."""
        if persons is None:
            return MISSING
        if persons == 0:
            return NOT_APPLICABLE
        if value is None:
            return MISSING
        return Published(None, "low") if persons < self.min_cohort else Published(value)

    def beside(self, shown: Published, value: float | None) -> Published:
        """A number that would give `shown` away, such as its interval: withheld with it."""
        if shown.value is None:
            return Published(None, shown.status)
        return MISSING if value is None else Published(value)


def exact(value: float | None) -> Published:
    """A number that counts no persons (programs, shares of a total, degrees): [x] where missing."""
    return MISSING if value is None else Published(float(value))
