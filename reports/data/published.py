"""A published number: a value with a status mark, or the mark in its place, never a value that means "withheld".

What is withheld is decided before the reports, in `transforms/disclosure`; here it is only printed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

Status = Literal["", "c", "low", "z", "x", "r", "p", "b"]
WITHHELD: frozenset[str] = frozenset({"c", "low", "z", "x"})


@dataclass(frozen=True)
class Published:
    """A value with its status. Withheld statuses (c, low, z, x) carry no value; r, p, b mark one.

    at_least, at_most: what is known of a withheld rate. estimated: how many of the cohorts in a sum are withheld, in
    whole or in part, and stand in it at another number; the sum is an estimate then.
    """

    value: float | None
    status: Status = ""
    at_least: float | None = None
    at_most: float | None = None
    estimated: int = 0

    def __post_init__(self) -> None:
        if (self.value is None) != (self.status in WITHHELD):
            raise ValueError(f"a published number has a value or a reason to have none: {self}")

    @property
    def drawn_at(self) -> float | None:
        """Where it stands in a drawing: at its value, or where it is withheld at its bound."""
        return next((n for n in (self.value, self.at_least, self.at_most) if n is not None), None)


MISSING = Published(None, "x")
NOT_APPLICABLE = Published(None, "z")


def published(
    value: float | None, status: Status | None, at_least: float | None = None, at_most: float | None = None
) -> Published:
    """A value beside its status column, and the bounds of a withheld one; without either it is missing."""
    if value is None:
        return Published(None, status or "x", at_least, at_most)
    return Published(float(value), status or "")


def exact(value: float | None) -> Published:
    """A number that has no status column (a count of programs, a share, a degree); None gets the status x, missing."""
    return published(value, None)


def sum_of_cohorts(
    value: float | None, status: Status | None, stand_ins: int | None, small_parts: int | None
) -> Published:
    """A sum of cohorts, or a rate of such sums, with how many of them are withheld in whole or in part."""
    found = published(value, status)
    return found if value is None else replace(found, estimated=(stand_ins or 0) + (small_parts or 0))


def supply_of(value: float | None, stand_ins: int | None) -> Published:
    """A number of graduates or of an intake by industry, class or major."""
    return sum_of_cohorts(value, None, stand_ins, None)


# what a field of a row is declared as, when its number is read from more columns than its own and its status
Bounded = Published
OfCohorts = Published
Supply = Published
# type of a field → the columns beside its own, and what makes a published number of them
READ_FROM: Mapping[str, tuple[tuple[str, ...], Callable[..., Published]]] = {
    "Published": (("{}_status",), published),
    "Bounded": (("{}_status", "{}_at_least", "{}_at_most"), published),
    "OfCohorts": (("{}_status", "stand_ins", "small_parts"), sum_of_cohorts),
    "Supply": (("stand_ins",), supply_of),
}


@dataclass(frozen=True)
class Disclosure:
    """What the reports say of disclosure: of a cohort of fewer than `min_cohort` persons no number is published, and
    no part of 1 to `min_part` persons, nor of none where `zero_is_small`."""

    min_cohort: int
    min_part: int
    zero_is_small: int

    @property
    def words(self) -> dict[str, int]:
        """The limits by the names that texts of the catalogue have for them."""
        few = 2 * self.min_part  # the largest whole of which all parts are withheld
        return {
            "cohort": self.min_cohort,
            "least": 1 - self.zero_is_small,
            "part": self.min_part,
            "few": few,
        }
