"""Read the exact counts of a release and what its results tell of them; give them back protected, as one table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from transforms.disclosure.audit import Audit
from transforms.disclosure.counted import (
    COHORT,
    Family,
    Known,
    Line,
    PublishedCounts,
    indicator_family,
    protect,
)
from transforms.disclosure.limits import Limits, sql_of
from transforms.disclosure.rounding import Numbers

Place = tuple[str, int, str | None]  # owner, year, observation
COARSEST = 6  # a class of 32 least cohorts: no program is larger
COUNT = pa.schema(
    [
        ("program_id", pa.string()),
        ("year", pa.int32()),
        ("observation", pa.string()),
        ("measure", pa.string()),
        ("exact", pa.int64()),
        ("in_sums", pa.int64()),
        ("status", pa.string()),
    ]
)


class Cohorts:
    """Cohorts of one family: where each stands, and its counts by measure (nan where none was delivered)."""

    def __init__(self, family: Family, places: list[Place], counts: dict[str, Numbers]) -> None:
        self.family = family
        self.places = places
        self.counts = counts
        self.row_of = {place: row for row, place in enumerate(places)}

    def table(self, told: dict[str, PublishedCounts]) -> pa.Table:
        """One row per delivered count: exact, as published in sums, and why it is withheld."""
        pieces = []
        for count in self.family:
            exact, published = self.counts[count.measure], told[count.measure]
            rows = np.flatnonzero(~np.isnan(exact))
            owners, years, observations = (
                zip(*(self.places[row] for row in rows), strict=True) if len(rows) else ((),) * 3
            )
            columns: list[Any] = [owners, years, observations, [count.measure] * len(rows)]
            columns += [exact[rows].astype("int64"), published.in_sums[rows].astype("int64")]
            columns.append([str(status) or None for status in published.status[rows]])
            arrays = [pa.array(column, kind.type) for column, kind in zip(columns, COUNT, strict=True)]
            pieces.append(pa.Table.from_arrays(arrays, schema=COUNT))
        return pa.concat_tables(pieces)


def protected_counts(con: duckdb.DuckDBPyConnection, limits: Limits) -> pa.Table:
    """Every count of persons that is published in any form. Needs `exact` attached and disclosure.result_cell."""
    thresholds = con.execute(sql_of("threshold")).fetchall()
    lines = con.execute(sql_of("line")).fetchall()
    pieces = [COUNT.empty_table()]
    for cohorts in _families(con):
        known = Known(_thresholds(cohorts, thresholds), _lines(cohorts, lines))
        told = protect(cohorts.family, cohorts.counts, known, limits)
        if cohorts.family is COHORT:
            told = _unexposed(con, cohorts, told, known, limits)
        pieces.append(cohorts.table(told))
    return pa.concat_tables(pieces)


def _unexposed(
    con: duckdb.DuckDBPyConnection,
    cohorts: Cohorts,
    told: dict[str, PublishedCounts],
    known: Known,
    limits: Limits,
) -> dict[str, PublishedCounts]:
    """With ever more cohorts told in ever wider classes, until results give none away."""
    audit = Audit.of(con, cohorts.places, cohorts.counts, limits)
    coarseness = np.zeros(len(cohorts.places))
    while (exposed := audit.given_away(told) & (coarseness < COARSEST)).any():
        coarseness[exposed] += 1
        told = protect(cohorts.family, cohorts.counts, known, limits, coarseness)
    return told


def _families(con: duckdb.DuckDBPyConnection) -> Iterable[Cohorts]:
    rows = con.execute(sql_of("cohort")).fetchall()
    yield _cohorts(COHORT, rows)
    by_indicator: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for owner, year, indicator, numerator, denominator in con.execute(sql_of("indicator")).fetchall():
        by_indicator[indicator].append((owner, year, None, denominator, numerator))
    for indicator, found in by_indicator.items():
        yield _cohorts(indicator_family(indicator), found)


def _cohorts(family: Family, rows: list[tuple[Any, ...]]) -> Cohorts:
    columns = list(zip(*rows, strict=True)) if rows else [()] * (3 + len(family))
    counts = {
        count.measure: np.array([np.nan if value is None else value for value in column], dtype="float64")
        for count, column in zip(family, columns[3:], strict=True)
    }
    return Cohorts(family, list(zip(*columns[:3], strict=True)), counts)


def _thresholds(cohorts: Cohorts, rows: list[tuple[Any, ...]]) -> dict[str, list[tuple[np.ndarray, Numbers]]]:
    found: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for owner, year, observation, measure, threshold in rows:
        row = cohorts.row_of.get((owner, year, observation))
        if row is not None and measure in cohorts.counts:
            found[measure].append((row, float(threshold)))
    return {
        measure: [(np.array([row for row, _ in pairs]), np.array([value for _, value in pairs]))]
        for measure, pairs in found.items()
    }


def _lines(cohorts: Cohorts, rows: list[tuple[Any, ...]]) -> dict[str, list[Line]]:
    found: defaultdict[str, list[tuple[int, float, bool, bool]]] = defaultdict(list)
    for owner, year, observation, numerator, _, line, fails_when, is_failing in rows:
        row = cohorts.row_of.get((owner, year, observation))
        if row is not None and numerator in cohorts.counts:
            found[numerator].append((row, float(line), *side_of(fails_when, is_failing)))
    return {
        measure: [Line(*(np.array(column) for column in zip(*sides, strict=True)))]
        for measure, sides in found.items()
    }


def side_of(fails_when: str, is_failing: bool) -> tuple[bool, bool]:
    """(the ratio lies under the line, not on it) for a result of a criterion."""
    fails_under = fails_when in ("below", "at_or_below")
    fails_on = fails_when in ("at_or_below", "at_or_above")
    return fails_under == is_failing, fails_on != is_failing
