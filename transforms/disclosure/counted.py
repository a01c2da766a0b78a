"""The counts of persons of a release, each with the value it is published as and why one is withheld."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from transforms.disclosure.limits import Limits
from transforms.disclosure.rounding import (
    WHOLE,
    Base,
    Bounds,
    Numbers,
    Truths,
    sides_of_lines,
    sides_of_thresholds,
)

CONFIDENTIAL, LOW = "c", "low"


@dataclass(frozen=True)
class Count:
    """A count of persons of a cohort. `of`: what it is the numerator of; `within`: what it is a part of; `beside`:
    another part of that, which shares no person with it."""

    measure: str
    of: str | None = None
    within: str | None = None
    beside: str | None = None

    @property
    def whole(self) -> str | None:
        return self.within or self.of


Family = tuple[Count, ...]
COHORT: Family = (
    Count("graduates"),
    Count("placed", of="graduates"),
    Count("employed", within="placed"),
    Count("matched", of="employed"),
    Count("contract", of="graduates", within="placed"),
    Count("freelance", of="graduates", within="placed", beside="contract"),
    Count("in_house", of="graduates", within="contract"),
)


def unprotected(rates: Mapping[str, tuple[str, str]]) -> set[str]:
    """Counts of rates of cohorts that are not among COHORT: a value judged by them would be published exactly.

    rates: rate → numerator and denominator, columns of core.cohort.
    """
    return {measure for counts in rates.values() for measure in counts} - {count.measure for count in COHORT}


def indicator_family(indicator: str) -> Family:
    """The two counts of an indicator that is delivered as a ratio of them."""
    denominator = f"{indicator}.denominator"
    return (Count(denominator), Count(f"{indicator}.numerator", of=denominator))


@dataclass(frozen=True)
class Line:
    """Which rows of the cohorts a published result shows on which side of a line (basis points)."""

    rows: np.ndarray
    line: Numbers
    is_under: Truths
    is_strict: Truths


@dataclass(frozen=True)
class Known:
    """What published results tell: thresholds a count is compared with, by measure, and lines of numerators."""

    thresholds: Mapping[str, list[tuple[np.ndarray, Numbers]]]
    lines: Mapping[str, list[Line]]


@dataclass(frozen=True)
class PublishedCounts:
    """One measure of every cohort. `in_sums`: its value in every published sum and ratio, never missing where it was
    delivered; `status`: why the value itself is withheld, else empty."""

    in_sums: Numbers
    status: np.ndarray


def protect(
    family: Family,
    counts: Mapping[str, Numbers],
    known: Known,
    limits: Limits,
    coarseness: Numbers | None = None,
) -> dict[str, PublishedCounts]:
    """Round the counts of many cohorts at once. counts: persons by measure, nan where none was delivered.

    coarseness: in how wide a class a cohort is told of which nothing can be told at the base; 0 where none is known.
    """
    rows = len(next(iter(counts.values())))
    sides = _sides(family, counts, known, limits)
    told: dict[str, PublishedCounts] = {}
    lost = np.zeros(rows, dtype=bool)
    for count in family:
        bounds = sides[count.measure].both(_within(family, told, count, rows))
        told[count.measure], is_lost = _round(count, counts, told, bounds, known, limits)
        lost |= is_lost
    coarse = np.maximum(np.zeros(rows) if coarseness is None else coarseness, lost)
    return {measure: _coarsened(told[measure], counts[measure], coarse, limits) for measure in told}


def _sides(family: Family, counts: Mapping[str, Numbers], known: Known, limits: Limits) -> dict[str, Bounds]:
    """Bounds from thresholds. What is known of a part from below holds for its whole; from above, the reverse."""
    base = Base(limits.rounding_base)
    at_least = {count.measure: np.zeros(len(counts[count.measure])) for count in family}
    below = {count.measure: np.full(len(counts[count.measure]), np.inf) for count in family}
    for count in family:
        measure, exact = count.measure, counts[count.measure]
        own = list(known.thresholds.get(measure, []))
        if count.of is None:
            own.append((np.arange(len(exact)), np.full(len(exact), float(limits.min_cohort))))
        for rows, threshold in own:
            reached = exact[rows] >= threshold
            np.maximum.at(at_least[measure], rows, np.where(reached, threshold, 0))
            np.minimum.at(below[measure], rows, np.where(exact[rows] < threshold, threshold, np.inf))
    for count in reversed(family):
        if count.whole:
            np.maximum(at_least[count.whole], at_least[count.measure], out=at_least[count.whole])
    for count in family:
        if count.whole:
            np.minimum(below[count.measure], below[count.whole], out=below[count.measure])
    return {measure: sides_of_thresholds(base, at_least[measure], below[measure]) for measure in at_least}


def _within(family: Family, told: Mapping[str, PublishedCounts], count: Count, rows: int) -> Bounds:
    """A part is never published larger than its whole, nor two parts of one together.

    Where the whole was not delivered, what that would be a part of is the bound.
    """
    if count.whole is None:
        return Bounds.none(rows)
    whole = told[count.whole].in_sums
    outer = next(other for other in family if other.measure == count.whole)
    highest = np.where(np.isnan(whole), _within(family, told, outer, rows).highest, whole)
    if count.beside:
        highest = highest - np.nan_to_num(told[count.beside].in_sums)
    return Bounds(np.zeros(rows), highest)


def _round(
    count: Count,
    counts: Mapping[str, Numbers],
    told: Mapping[str, PublishedCounts],
    bounds: Bounds,
    known: Known,
    limits: Limits,
) -> tuple[PublishedCounts, Truths]:
    """One measure rounded, and the cohorts of which nothing can be told at this base."""
    if count.of is None:
        exact = counts[count.measure]
        rounded = bounds.clamp(Base(limits.rounding_base).nearest(exact))
        return PublishedCounts(rounded, np.full(len(exact), "", dtype=object)), bounds.is_empty & ~np.isnan(
            exact
        )
    return _numerator(count, counts, told[count.of].in_sums, bounds, known, limits)


def _numerator(
    count: Count,
    counts: Mapping[str, Numbers],
    denominators: Numbers,
    bounds: Bounds,
    known: Known,
    limits: Limits,
) -> tuple[PublishedCounts, Truths]:
    """The smaller of the two parts is rounded, the larger is what remains of the published denominator.

    So the part that is withheld when it is too small is the part that is rounded, and no sum of many is biased by it.
    """
    base, exact, whole = Base(limits.rounding_base), counts[count.measure], counts[count.of or ""]
    is_missing = np.isnan(exact)
    is_low = ~(whole >= limits.min_cohort)
    is_minor = is_low | (exact <= whole - exact)
    minor = np.where(is_minor, exact, whole - exact)
    is_small = ~is_low & (minor <= limits.min_part)
    is_told = ~is_low & ~is_small & ~is_missing
    inner = _lines(count, denominators, known, base, is_minor).both(_parts(base, denominators, limits))
    inner = inner.both(Bounds(np.where(is_minor, bounds.lowest, 0), np.full(len(exact), np.inf)))
    rounded = np.where(is_told, inner.clamp(base.nearest(minor)), base.nearest(minor))
    # a part that is withheld stands in sums as none or all
    rounded = np.where(is_small, 0.0, rounded)
    published = np.where(is_minor, rounded, denominators - rounded)
    status = np.full(len(exact), "", dtype=object)
    status[is_small & ~is_missing] = CONFIDENTIAL
    status[is_low & ~is_missing & ~np.isnan(whole)] = LOW
    kept = np.minimum(published, bounds.highest)
    if count.beside:
        # beside a part that was rounded up there may be no room for a part that could be told
        is_squeezed = is_told & (kept < _parts(base, denominators, limits).lowest)
        kept, status[is_squeezed] = np.where(is_squeezed, 0.0, kept), CONFIDENTIAL
    return PublishedCounts(np.where(is_missing, np.nan, kept), status), is_told & inner.is_empty


def _parts(base: Base, denominators: Numbers, limits: Limits) -> Bounds:
    """A part that is told rounds to what tells more persons than a part that is withheld, and leaves as many."""
    lowest = base.at_least(np.full(len(denominators), limits.min_part + 1.0 + base.down))
    return Bounds(lowest, denominators - lowest)


def _lines(count: Count, denominators: Numbers, known: Known, base: Base, is_minor: Truths) -> Bounds:
    """Bounds of the smaller part: a rate under a line is a remainder over the rest of the whole."""
    bounds = Bounds.none(len(denominators))
    for line in known.lines.get(count.measure, []):
        own = is_minor[line.rows]
        share = np.where(own, line.line, WHOLE - line.line)
        one = sides_of_lines(base, share, denominators[line.rows], line.is_under == own, line.is_strict)
        np.maximum.at(bounds.lowest, line.rows, one.lowest)
        np.minimum.at(bounds.highest, line.rows, one.highest)
    return bounds


def _coarsened(told: PublishedCounts, exact: Numbers, coarse: Numbers, limits: Limits) -> PublishedCounts:
    """Cohorts that results would give away at the base: told as nothing, in sums as the middle of a wide class.

    Each step of coarseness doubles the class, so that its middle alone says how wide it is.
    """
    lost = coarse > 0
    if not lost.any():
        return told
    wide = limits.min_cohort * 2 ** (np.maximum(coarse, 1) - 1)
    middle = np.floor(exact / wide) * wide + wide // 2
    status = np.where(lost & ~np.isnan(exact), CONFIDENTIAL, told.status)
    return PublishedCounts(np.where(lost, middle, told.in_sums), status)
