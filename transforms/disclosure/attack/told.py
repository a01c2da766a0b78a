"""What one public file tells an outsider: cohorts with their told counts, published sums, statements of results."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from transforms.connecting import attach, in_memory
from transforms.disclosure.limits import Limits, read_limits
from transforms.sql_text import selects_in

Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]
GRADUATES, PLACED, EMPLOYED, MATCHED = MEASURES = range(4)
sql_of = selects_in(Path(__file__).with_name("queries"))
NAMES = ("graduates", "placed", "employed", "matched")
NOT_DELIVERED = ("x", "z")
LOW, CONFIDENTIAL = "low", "c"


@dataclass(frozen=True)
class Equation:
    """Published counts that sum to a total. cells: all of them; empty where those told are already taken off."""

    measure: int
    total: float
    hidden: tuple[int, ...]
    cells: tuple[int, ...] = ()


@dataclass(frozen=True)
class SeenCohorts:
    """One public file. counts, status: one row per cohort, one column per measure; nan where no number is told."""

    limits: Limits
    places: list[tuple[str, int, str]]
    counts: Numbers
    status: npt.NDArray[np.object_]
    equations: tuple[Equation, ...]
    claims: dict[str, npt.NDArray[Any]]
    members: tuple[Places, Places]

    @property
    def is_delivered(self) -> Truths:
        return ~np.isin(self.status, NOT_DELIVERED)

    @property
    def is_told(self) -> Truths:
        return self.status == ""

    def with_counts(self, counts: Numbers) -> SeenCohorts:
        return replace(self, counts=counts)


@contextmanager
def opened(public: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that sees one public file, and tables of its own beside it."""
    con = in_memory()
    try:
        attach(con, public, "told")
        con.execute("use told")
        yield con
    finally:
        con.close()


def read(public: Path) -> SeenCohorts:
    """Everything of a public file that speaks of persons. Errors: NoLimits, duckdb.Error for another form of file."""
    with opened(public) as con:
        found = con.sql(sql_of("cell")).to_arrow_table()
        cells = _columns(con.from_arrow(found))
        claims, members = claims_of(con, found)
        places = list(zip(cells["program_id"], cells["year"], cells["observation"], strict=True))
        return SeenCohorts(
            read_limits(con),
            [(str(program), int(year), str(observation)) for program, year, observation in places],
            np.column_stack([_numbers(cells[name]) for name in NAMES]),
            np.column_stack([_words(cells[f"{name}_status"]) for name in NAMES]),
            tuple(_equation(row) for row in con.execute(sql_of("equation")).fetchall()),
            claims,
            members,
        )


def claims_of(
    con: duckdb.DuckDBPyConnection, cells: pa.Table
) -> tuple[dict[str, npt.NDArray[Any]], tuple[Places, Places]]:
    """What results say of cohorts: each statement, and (statement, cell) of each cohort it is about. Leaves `cell`."""
    con.register("delivered", cells)
    con.execute("create or replace temp table cell as from delivered")
    con.execute(f"create or replace temp table claim as {sql_of('claim')}")
    claims, members = _columns(con.table("temp.claim")), _columns(con.sql(sql_of("member")))
    con.unregister("delivered")
    return claims, (members["claim"].astype(np.int64), members["cell"].astype(np.int64))


def _equation(row: tuple[Any, ...]) -> Equation:
    measure, remainder, total, unknown, hidden, cells = row
    if unknown:
        return Equation(measure, float(remainder), tuple(hidden))
    return Equation(measure, float(total), (), tuple(cells))


def _columns(relation: duckdb.DuckDBPyRelation) -> dict[str, npt.NDArray[Any]]:
    """Columns of a relation: missing numbers as nan, missing words as None."""
    return {name: _filled(column) for name, column in relation.fetchnumpy().items()}


def _filled(column: npt.NDArray[Any]) -> npt.NDArray[Any]:
    if not np.ma.is_masked(column):
        return np.ma.getdata(column)
    missing = np.ma.getmaskarray(column)
    if column.dtype == object:
        words = np.ma.getdata(column).copy()
        words[missing] = None
        return words
    return np.where(missing, np.nan, np.ma.getdata(column).astype(np.float64))


def _numbers(column: npt.NDArray[Any]) -> Numbers:
    return (
        np.array([np.nan if value is None else value for value in column], dtype=np.float64)
        if column.dtype == object
        else column.astype(np.float64)
    )


def _words(column: npt.NDArray[Any]) -> npt.NDArray[np.object_]:
    return np.array([value if isinstance(value, str) else "" for value in column], dtype=object)
