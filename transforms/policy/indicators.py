"""Indicators that the warehouse computes from deliveries, as the notes of `core.reading` list them.

Every other indicator is delivered as such. To add a computed one, add its select to
`sql/core/reading.sql` and its line to those notes.
"""

from __future__ import annotations

from transforms.policy.values import Strict, Unit
from transforms.sql_text import SQL_DIR, layer_notes


class Computed(Strict):
    """`feed`: the delivery it is read from. `counts`: for a rate of cohorts, the columns of core.cohort it divides."""

    unit: Unit
    feed: str
    counts: tuple[str, str] | None = None


COMPUTED_INDICATORS = {
    name: Computed.model_validate(notes)
    for name, notes in layer_notes(SQL_DIR / "core")["reading"]["computes"].items()
}
# numerator and denominator are counted persons, observed at the end of August or December
COHORT_RATES = {name: computed.counts for name, computed in COMPUTED_INDICATORS.items() if computed.counts}


def computed_from(feed: str) -> list[str]:
    """The computed indicators that are read from one feed."""
    return [name for name, computed in COMPUTED_INDICATORS.items() if computed.feed == feed]
