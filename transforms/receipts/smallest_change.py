"""The smallest change of a counted ratio that carries it over its line."""

from __future__ import annotations

from fractions import Fraction
from math import ceil


def numerator_needed(line: float, denominator: float) -> int:
    """The fewest persons of `denominator` whose share is not below `line` (basis points).

    Exact: in whole numbers and fractions, so that a share of just the line is reached and not missed by a rounding.
    """
    return ceil(Fraction(line) * Fraction(denominator) / 10_000)
