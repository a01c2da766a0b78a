"""A warehouse beside its public file, and where the two disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tests.disclosure.oracle import (
    MEASURES,
    Cell,
    Numbers,
    Stratum,
    judge,
)

Row = dict[str, Any]


@dataclass(frozen=True)
class Problem:
    kind: str  # differs, leaks, useless, margin, sum, pool
    where: str
    expected: object
    found: object

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: expected {self.expected}, found {self.found}"


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[Row]:
    found = con.execute(sql)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


class Pair:
    """The warehouse and the public file made of it, with every cohort and intake judged."""

    def __init__(self, warehouse: Path, public: Path) -> None:
        self.exact = duckdb.connect(str(warehouse), read_only=True)
        self.public = duckdb.connect(str(public), read_only=True)
        self.numbers = Numbers.of(self.exact)
        self.cells = {(cell.program, cell.year, cell.observation): cell for cell in self._cohorts()}
        self.intakes = {(cell.program, cell.year): cell for cell in self._intakes()}
        for cell in self.cells.values():
            judge(cell, self.numbers)
        if self.numbers.intake_protected:
            for cell in self.intakes.values():
                judge(cell, self.numbers)
        self.series: dict[str, str] = {}
        for program, _, observation in self.cells:
            self.series[program] = max(self.series.get(program, ""), observation)

    def close(self) -> None:
        self.exact.close()
        self.public.close()

    def _cohorts(self) -> Iterator[Cell]:
        columns = ", ".join(f"cohort.{measure}" for measure in MEASURES)
        for row in self.exact.execute(
            f"select program_id, year, observation, institution_code, level, {columns} "
            "from core.cohort as cohort inner join core.program using (program_id)"
        ).fetchall():
            yield Cell(*row[:5], counts=dict(zip(MEASURES, row[5:], strict=True)))

    def _intakes(self) -> Iterator[Cell]:
        for program, year, school, level, persons in self.exact.execute(
            "select program_id, year, institution_code, level, intake from core.program_spine where intake is not null"
        ).fetchall():
            yield Cell(program, year, "", school, level, {"graduates": persons})

    def of_series(self, program: str, year: int) -> Cell | None:
        return self.cells.get((program, year, self.series.get(program, "")))

    def strata(self, cells: Iterator[Cell]) -> dict[Stratum, list[Cell]]:
        grouped: dict[Stratum, list[Cell]] = defaultdict(list)
        for cell in cells:
            grouped[cell.stratum].append(cell)
        return grouped


def one(where: str, exact: object, is_shown: bool, found: object) -> Iterator[Problem]:
    """One published number beside the exact one."""
    if found is None:
        if is_shown and exact is not None:
            yield Problem("useless", where, exact, None)
    elif not is_shown:
        yield Problem("leaks", where, "withheld", found)
    elif exact is None or abs(float(found) - float(exact)) > 1e-9:  # type: ignore[arg-type]
        yield Problem("differs", where, exact, found)
