"""A release as a reader of its public file knows it: what is published of cohorts and intakes, why the rest is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

PARENT = {
    "placed": "graduates",
    "employed": "placed",
    "matched": "employed",
    "contract": "employed",
    "freelance": "employed",
    "in_house": "contract",
}
SIGNAL_PART = {"contract_leap": "contract", "flexible_leap": "freelance", "in_house_posts": "in_house"}
RATES = {
    "employment_rate": ("placed", "graduates"),
    "matched_rate": ("matched", "employed"),
    "contract_rate": ("contract", "graduates"),
}
ROUNDING = 1e-6  # persons by which a published quotient may be off
Row = dict[str, Any]
FINER = ("matched", "contract", "freelance", "in_house")
Name = tuple[str, str, int, str, str]  # kind, program, year, observation, measure


@dataclass
class Known:
    """A cohort, or an intake, as published: the counts that are, and why the others are not."""

    kind: str
    program: str
    year: int
    observation: str
    level: str
    school: str
    counts: dict[str, int] = field(default_factory=dict)
    withheld: dict[str, str] = field(default_factory=dict)
    sides: dict[str, str] = field(default_factory=dict)  # measure → few (1 or 2) or many (all but 1 or 2)

    def name(self, measure: str) -> Name:
        return self.kind, self.program, self.year, self.observation, measure

    def whole_of(self, measure: str) -> str:
        """The nearest whole that is published, else the size of the cohort."""
        above = PARENT[measure]
        while above not in self.counts and above != "graduates":
            above = PARENT[above]
        return above


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[Row]:
    found = con.execute(sql)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


class Release:
    """What one public file says."""

    def __init__(self, path: Path) -> None:
        con = duckdb.connect(str(path), read_only=True)
        parameters = dict(
            con.execute("select parameter, max(value) from policy.parameter group by all").fetchall()
        )
        self.limit = {
            name.removeprefix("disclosure_"): int(value)
            for name, value in parameters.items()
            if name.startswith("disclosure_")
        }
        self.cells = {(cell.program, cell.year): cell for cell in self._cohorts(con)}
        self.intakes = {(cell.program, cell.year): cell for cell in self._intakes(con)}
        self.results = rows(con, "from marts.criterion_result")
        self.criteria = {row["criterion_id"]: row for row in rows(con, "from policy.criterion")}
        self.windows = defaultdict(list)
        for row in rows(con, "from policy.criterion_window order by window_years"):
            self.windows[row["criterion_id"]].append(row["window_years"])
        self.stand_ins = rows(con, "from meta.stand_in")
        self.outcomes = rows(con, "from marts.outcome")
        self.programs = rows(con, "from marts.program_year")
        self.signals = rows(con, "from marts.rate_signal")
        con.close()

    def _cohorts(self, con: duckdb.DuckDBPyConnection) -> Iterator[Known]:
        withheld: dict[tuple, dict[str, str]] = defaultdict(dict)
        for row in rows(con, "from meta.withheld where cell_kind = 'cohort'"):
            withheld[row["cell_owner"], row["year"], row["observation"]][row["count_name"]] = row[
                "withheld_as"
            ]
        more: dict[tuple, dict[str, int]] = defaultdict(dict)
        for row in rows(con, "from marts.rate_signal"):
            if (part := SIGNAL_PART.get(row["signal"])) and row["numerator"] is not None:
                more[row["program_id"], row["year"]][part] = row["numerator"]
        for row in rows(con, "from marts.program_year where observation is not null"):
            key = row["program_id"], row["year"]
            counts = {name: row[name] for name in ("graduates", "placed", "employed", "matched")} | more[key]
            cell = Known(
                "cohort",
                *key,
                row["observation"],
                row["level"],
                row["institution_code"],
                {name: value for name, value in counts.items() if value is not None},
                withheld[(*key, row["observation"])],
            )
            for part, rate in (("placed", "employment_rate"), ("matched", "matched_rate")):
                if row[f"{rate}_at_least"] is not None:
                    cell.sides[part] = "many"
                if row[f"{rate}_at_most"] is not None:
                    cell.sides[part] = "few"
            yield cell

    def _intakes(self, con: duckdb.DuckDBPyConnection) -> Iterator[Known]:
        for row in rows(con, "from marts.program_year where intake is not null or intake_status = 'low'"):
            counts = {} if row["intake"] is None else {"graduates": row["intake"]}
            why = {"graduates": "low"} if row["intake"] is None else {}
            yield Known(
                "intake",
                row["program_id"],
                row["year"],
                "",
                row["level"],
                row["institution_code"],
                counts,
                why,
            )

    def rates(self) -> Iterator[tuple[Known, str, str, float]]:
        """Every published quotient of one cohort: cohort, part, whole, quotient."""
        for row in self.programs:
            for rate in ("employment_rate", "matched_rate"):
                if row[rate] is not None and (cell := self.cells.get((row["program_id"], row["year"]))):
                    yield cell, *RATES[rate], row[rate]
        for row in self.signals:
            if row["value"] is not None and row["signal"] in SIGNAL_PART:
                yield (
                    self.cells[row["program_id"], row["year"]],
                    SIGNAL_PART[row["signal"]],
                    "graduates",
                    row["value"],
                )
        for row in self.results:
            if row["value"] is not None and row["window_years"] == 1 and row["inherited_from"] is None:
                parts = RATES.get(self.criteria[row["criterion_id"]]["indicator"])
                if parts and (cell := self.cells.get((row["program_id"], row["year"]))):
                    yield cell, *parts, row["value"]

    def strata(self) -> dict[tuple, list[Known]]:
        grouped: dict[tuple, list[Known]] = defaultdict(list)
        for cell in [*self.cells.values(), *self.intakes.values()]:
            grouped[cell.kind, cell.level, cell.year, cell.observation].append(cell)
        return grouped
