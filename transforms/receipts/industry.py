"""The receipt of an industry's match: demand with its rows, majors and programs with their weights, the formulas."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from transforms.receipts.locked_down import Rows, locked_down, rows_of_query

WORLD = ("region_code", "industry_classification", "granularity", "crosswalk_source", "supply_basis")


class UnknownIndustry(Exception):
    """No matched industry has this code or name, in this year; `known` lists those there are."""

    def __init__(self, known: Rows) -> None:
        super().__init__(f"{len(known)} industries")
        self.known = known


@dataclass(frozen=True)
class IndustryReceipt:
    """Everything a match rests on.

    match: the row of marts.industry_match. formulas: each ratio of it: its name in the marts, the numbers that went
    in, and its value. demand_rows: the delivered rows that sum to its demand. majors: what each
    supplies, by which weight, and the demand allocated to it. crosswalk_rows: the delivered weights, or the
    counts of employed graduates that observed ones are made of. programs: whose graduates or intake they are;
    supply_rows: the delivered rows these come from.
    """

    match: dict[str, Any]
    formulas: Rows
    demand_rows: Rows
    majors: Rows
    crosswalk_rows: Rows
    programs: Rows
    supply_rows: Rows
    release: dict[str, Any] = field(default_factory=dict)

    @property
    def demand_adds_up(self) -> bool:
        """Do the delivered rows sum to the demand that was matched?"""
        return abs(sum(row["value"] for row in self.demand_rows) - self.match["demand"]) <= 1e-6

    @property
    def supply_adds_up(self) -> bool:
        """Do the shares of the programs sum to the supply that was matched?"""
        supplied = sum(row["supply"] for row in self.programs)
        return abs(supplied - self.match["supply"]) <= 1e-9 * max(self.match["supply"], 1.0)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"demand_adds_up": self.demand_adds_up, "supply_adds_up": self.supply_adds_up}


def industry_receipt(warehouse: Path, industry: str, year: int | None = None) -> IndustryReceipt:
    """The receipt of an industry's match, by its code or name, in a year (the newest by default).

    Of the worlds of marts.matching_world that know the industry it is of the first by preference.
    Errors: UnknownIndustry.
    """
    with locked_down(warehouse) as con:
        found = rows_of_query(con, "industry_match", industry=industry.strip(), year=year)
        if not found:
            raise UnknownIndustry(rows_of_query(con, "industry_known"))
        match = found[0]

        def of_match(*names: str) -> dict[str, Any]:
            return {name: match[name] for name in names}

        world = of_match("industry_code", "year", *WORLD)
        crosswalk = of_match("industry_code", "year", "crosswalk_source", "industry_classification")
        demand = of_match(
            "region_code", "industry_classification", "demand_basis", "demand_year", "industry_code"
        )
        programs = rows_of_query(con, "industry_programs", **world)
        supplying = {"programs": [row["program_id"] for row in programs]} | of_match("supply_basis", "year")
        return IndustryReceipt(
            match=match,
            formulas=formulas(match),
            demand_rows=rows_of_query(con, "industry_demand_rows", **demand),
            majors=rows_of_query(con, "industry_majors", **world, **of_match("supply", "demand")),
            crosswalk_rows=rows_of_query(con, "industry_crosswalk_rows", **crosswalk),
            programs=programs,
            supply_rows=rows_of_query(con, "industry_supply_rows", **supplying),
            release=rows_of_query(con, "release")[0],
        )


def formulas(match: dict[str, Any]) -> Rows:
    """Every ratio of the match with the numbers it was computed from, so that a reader can compute it again."""
    demand, supply = match["demand"], match["supply"]
    demanded, supplied = match["total_demand"], match["total_supply"]
    shares = match["demand_share"], match["supply_share"]
    written = {
        "supply_demand_ratio": f"{demand:,.10g} / {supply:,.10g}",
        "supply_share": f"{supply:,.10g} / {supplied:,.10g}",
        "demand_share": f"{demand:,.10g} / {demanded:,.10g}",
        "share_gap": f"{_number(shares[1])} - {_number(shares[0])}",
        "structural_deviation": f"{_number(shares[0])} / {_number(shares[1])} - 1",
    }
    return [{"name": name, "written": ratio, "value": match[name]} for name, ratio in written.items()]


def _number(value: float | None) -> str:
    return "?" if value is None else f"{value:.6f}"
