"""A published number: a value with a status mark, or the mark in its place, never a value that means "withheld".

What is withheld is decided before the reports, in `transforms/disclosure`; here it is only printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["", "c", "low", "z", "x", "r", "p", "b"]
WITHHELD: frozenset[str] = frozenset({"c", "low", "z", "x"})


@dataclass(frozen=True)
class Published:
    """A value with its status. Withheld statuses (c, low, z, x) carry no value; r, p, b mark one."""

    value: float | None
    status: Status = ""

    def __post_init__(self) -> None:
        if (self.value is None) != (self.status in WITHHELD):
            raise ValueError(f"a published number has a value or a reason to have none: {self}")


MISSING = Published(None, "x")
NOT_APPLICABLE = Published(None, "z")


@dataclass(frozen=True)
class Disclosure:
    """What the reports say of disclosure: rates of fewer than `min_cohort` persons are withheld, and those of which
    one part does not exceed `min_part`; counts of persons are multiples of `rounding_base`."""

    min_cohort: int
    min_part: int
    rounding_base: int

    @property
    def words(self) -> dict[str, int]:
        """The limits by the names that texts of the catalogue have for them."""
        return {"cohort": self.min_cohort, "part": self.min_part, "base": self.rounding_base}


def published(value: float | None, status: Status | None) -> Published:
    """A value beside its status column; without either it is missing."""
    if value is None:
        return Published(None, status or "x")
    return Published(float(value), status or "")


def exact(value: float | None) -> Published:
    """A number that has no status column (a count of programs, a share, a degree); None gets the status x, missing."""
    return published(value, None)
