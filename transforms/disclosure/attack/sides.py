"""On which side of each threshold and line the counts of one file are shown to lie."""

from __future__ import annotations

import numpy as np

from transforms.disclosure.attack.classes import Line, Sides
from transforms.disclosure.attack.told import (
    EMPLOYED,
    GRADUATES,
    MATCHED,
    MEASURES,
    PLACED,
    Numbers,
    Places,
    Told,
)

# what is known of a part from below holds for its whole; from above, the reverse
PART_OF = ((MATCHED, EMPLOYED), (EMPLOYED, PLACED), (PLACED, GRADUATES))


def sides_of(told: Told) -> Sides:
    """Thresholds of whole counts: that of display, and those of results; lines of numerators."""
    size = len(told.places)
    at_least = {measure: np.zeros(size) for measure in MEASURES}
    below = {measure: np.full(size, np.inf) for measure in MEASURES}
    every = np.arange(size)
    for measure in (GRADUATES, EMPLOYED):
        stated = [(every, np.full(size, float(told.limits.min_cohort))), *_minimums(told, measure)]
        for cells, threshold in stated:
            reached = told.counts[cells, measure] >= threshold
            np.maximum.at(at_least[measure], cells, np.where(reached, threshold, 0))
            np.minimum.at(below[measure], cells, np.where(reached, np.inf, threshold))
    for part, whole in PART_OF:
        np.maximum(at_least[whole], at_least[part], out=at_least[whole])
    for part, whole in reversed(PART_OF):
        np.minimum(below[part], below[whole], out=below[part])
    return Sides(at_least, below, {measure: _lines(told, measure) for measure in (PLACED, MATCHED)})


def _minimums(told: Told, denominator: int) -> list[tuple[Places, Numbers]]:
    """Cohorts that were judged alone, or were too small for it."""
    claims, (claim, cell) = told.claims, told.members
    found = []
    for kind, column in (("result", "at_least"), ("short", "below")):
        own = ~claims["is_pooled"] & (claims["claim_kind"] == kind)
        own &= claims["numerator_measure"] == denominator + 1
        wanted = own[claim]
        found.append((cell[wanted], claims[column][claim[wanted]]))
    return found


def _lines(told: Told, numerator: int) -> list[Line]:
    claims, (claim, cell) = told.claims, told.members
    own = ~claims["is_pooled"] & ~np.isnan(claims["line"]) & (claims["numerator_measure"] == numerator)
    wanted = own[claim]
    which = claim[wanted]
    return [Line(cell[wanted], claims["line"][which], claims["is_under"][which], claims["is_strict"][which])]
