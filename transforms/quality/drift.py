"""How far a warehouse lies from that of the last release: volumes, rates and the share of values that are missing.

A release follows from its own deliveries alone, so nothing of this is stored in it: it is checked at the gate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from transforms.connecting import read_only
from transforms.sql_text import selects_in

sql_of = selects_in(Path(__file__).with_name("queries"))
WHOLE_BP = 10_000
# parameters of the policy, in 1/10000 but for the last: fewer rows or persons than that are not compared
ROWS_LOST, ROWS_GAINED = "drift_rows_lost_bp", "drift_rows_gained_bp"
KNOWN_RATE, NEW_RATE, MISSING = "drift_known_rate_bp", "drift_new_rate_bp", "drift_missing_bp"
FEWEST = "drift_from_count"
TOLERANCES = (ROWS_LOST, ROWS_GAINED, KNOWN_RATE, NEW_RATE, MISSING, FEWEST)
Tolerances = Mapping[str, float]


@dataclass(frozen=True)
class Measured:
    """One measure: `rows` of a feed, `rate` of a level in a year, or `missing` values of a feed's column."""

    measure: str
    subject: str
    year: int | None
    numerator: int
    denominator: int | None

    @property
    def size(self) -> int:
        """What it is measured on: persons or rows."""
        return self.numerator if self.denominator is None else self.denominator

    @property
    def bp(self) -> float:
        """The ratio in 1/10000."""
        return WHOLE_BP * self.numerator / self.denominator if self.denominator else 0.0

    def __str__(self) -> str:
        if self.denominator is None:
            return str(self.numerator)
        return f"{self.bp / 100:.1f} % ({self.numerator}/{self.denominator})"


@dataclass(frozen=True)
class Drift:
    """A measure that lies further from the last release than is tolerated; `promise` names the healthy state."""

    promise: str
    subject: str
    before: str
    after: str
    tolerated_bp: float

    def __str__(self) -> str:
        return f"{self.before} → {self.after}, tolerated: {self.tolerated_bp / 100:g} %"


Measures = Mapping[tuple[str, str, int | None], Measured]


class NotComparable(Exception):
    """The last release cannot be measured: damaged, or of a form that this code does not know."""


def drifted(last: Path, new: Path, tolerances: Tolerances) -> list[Drift]:
    """Every drift of a warehouse file from the last one. A tolerance that is not stated compares nothing.

    Errors: NotComparable.
    """
    try:
        before = measured(last)
    except duckdb.Error as error:
        raise NotComparable(f"{last}: {str(error).splitlines()[0]}") from None
    return between(before, measured(new), tolerances)


def measured(warehouse: Path) -> Measures:
    """The measures of a warehouse file, by measure, subject and year."""
    with read_only(warehouse) as con:
        rows = con.execute(sql_of("measured")).fetchall()
    return {row[:3]: Measured(*row) for row in rows}


def between(before: Measures, after: Measures, tolerances: Tolerances) -> list[Drift]:
    """Drifts from measures to measures, in the order of what is measured."""
    large = {key: item for key, item in before.items() if item.size >= tolerances.get(FEWEST, 0)}
    found = [*_volumes(large, after, tolerances), *_missing(large, after, tolerances)]
    return [*found, *_rates(large, after, tolerances)]


def _volumes(before: Measures, after: Measures, tolerances: Tolerances) -> Iterator[Drift]:
    for key, old in sorted(before.items(), key=str):
        if old.measure != "rows":
            continue
        now = after.get(key, Measured("rows", old.subject, None, 0, None))
        change = WHOLE_BP * (now.numerator - old.numerator)
        for promise, name, sign in (
            ("feeds_keep_their_rows", ROWS_LOST, -1),
            ("feeds_do_not_swell", ROWS_GAINED, 1),
        ):
            if name in tolerances and sign * change > tolerances[name] * old.numerator:
                yield Drift(promise, old.subject, str(old), str(now), tolerances[name])


def _missing(before: Measures, after: Measures, tolerances: Tolerances) -> Iterator[Drift]:
    tolerated = tolerances.get(MISSING)
    for key, old in sorted(before.items(), key=str):
        now = after.get(key)
        if old.measure != "missing" or now is None or tolerated is None:
            continue
        if now.bp - old.bp > tolerated:
            yield Drift("values_stay_filled_in", old.subject, str(old), str(now), tolerated)


def _rates(before: Measures, after: Measures, tolerances: Tolerances) -> Iterator[Drift]:
    """A year that both have, with itself; a year that is new, with the newest of the last release."""
    newest = {item.subject: item for _, item in sorted(before.items(), key=str) if item.measure == "rate"}
    for key, now in sorted(after.items(), key=str):
        if now.measure != "rate" or now.subject not in newest or now.size < tolerances.get(FEWEST, 0):
            continue
        last = newest[now.subject]
        is_new = (now.year or 0) > (last.year or 0)
        old = last if is_new else before.get(key)
        promise = "rates_of_a_new_year_follow" if is_new else "rates_of_known_years_stay"
        name = NEW_RATE if is_new else KNOWN_RATE
        if old is not None and name in tolerances and abs(now.bp - old.bp) > tolerances[name]:
            yield Drift(promise, f"{now.subject} {now.year}", str(old), str(now), tolerances[name])
