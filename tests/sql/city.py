"""A city stated as small tables: rows go straight into `landing`, the real models and policy do the rest."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from transforms.connecting import create_table
from transforms.deliveries import REFUSED, feed_schema, load_contracts
from transforms.warehouse import Build, Policy, load_policy
from transforms.warehouse.landing_tables import REASON, SOURCE_FILE
from transforms.warehouse.making import World, models_for

AS_OF = datetime.date(2026, 11, 23)
CATALOGUE = "vocational-2021"


@dataclass
class SmallCity(Build):
    """`rows`: feed → rows with contract columns; `_delivery` names the delivery (default `first`)."""

    rows: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    delivered_on: Mapping[str, datetime.date] = field(default_factory=dict)

    def register_landing(self) -> None:
        for feed, contract in load_contracts().items():
            schema = feed_schema(contract).append(pa.field("_row_id", pa.string()))
            create_table(self.con, f"landing.{feed}", self._landed(feed), schema)
        create_table(self.con, "landing.refused_row", [], REFUSED)
        create_table(self.con, "landing.reason", [], REASON)
        create_table(self.con, "landing.source_file", self._sources(), SOURCE_FILE)

    def _landed(self, feed: str) -> list[dict[str, Any]]:
        return [
            {key: value for key, value in row.items() if key != "_delivery"}
            | {
                "_row_id": f"{feed}:{number}",
                "_delivery_id": row.get("_delivery", "first"),
                "_file": feed,
                "_row": number,
            }
            for number, row in enumerate(self.rows.get(feed, []), start=1)
        ]

    def _sources(self) -> Iterable[dict[str, Any]]:
        for feed, rows in self.rows.items():
            for delivery in sorted({row.get("_delivery", "first") for row in rows}):
                count = sum(row.get("_delivery", "first") == delivery for row in rows)
                day = self.delivered_on.get(delivery, datetime.date(2026, 1, 1))
                yield {
                    "delivery_id": delivery,
                    "feed": feed,
                    "file": feed,
                    "status": "landed",
                    "delivered_on": day,
                    "received_on": day,
                    "source_rows": count,
                    "rows_read": count,
                    "landed": count,
                    "refused": 0,
                    "total_rows": 0,
                    "furniture_rows": 0,
                }


def build_city(
    folder: Path,
    rows: Mapping[str, list[dict[str, Any]]],
    policy: Policy | str = "chongqing",
    delivered_on: Mapping[str, datetime.date] | None = None,
    until: str | None = None,
) -> SmallCity:
    """An open build with every model made, or with one table and what it is made from; query it through `.con`."""
    policy = load_policy(policy) if isinstance(policy, str) else policy
    city = SmallCity(
        folder / "city.duckdb", folder, policy, AS_OF, [], "test", rows=rows, delivered_on=delivered_on or {}
    )
    city.open()
    for model in models_for([until], city.models) if until else city.models:
        city.run(model)
    return city


def remade(city: SmallCity, *tables: str, **parameters: float) -> SmallCity:
    """The city with other values of parameters, and with these tables and what they are made from made again."""
    for name, value in parameters.items():
        city.con.execute(
            "update policy.parameter set value = $value where parameter = $name",
            {"name": name, "value": value},
        )
    World(city.models, tables, given=frozenset({"policy.parameter"})).make(city.con)
    return city


def rows_of(city: SmallCity, sql: str) -> list[tuple]:
    return city.con.execute(sql).fetchall()


def institution(code: str = "I1", name: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "institution_code": code,
        "institution_name": name or f"学校{code}",
        "district_code": "500101",
        **more,
    }


def major(
    code: str, name: str | None = None, catalogue: str = CATALOGUE, level: str = "associate"
) -> dict[str, Any]:
    return {
        "catalogue_version": catalogue,
        "major_code": code,
        "major_name": name or f"专业{code}",
        "level": level,
        "major_class_code": code[:4],
        "major_class_name": f"类{code[:4]}",
        "major_division_code": code[:2],
    }


def _program(code: str, institution_code: str, catalogue: str, level: str) -> dict[str, Any]:
    return {
        "institution_code": institution_code,
        "catalogue_version": catalogue,
        "major_code": code,
        "level": level,
    }


def cohort(
    year: int,
    graduates: int | None,
    placed: int | None,
    code: str = "530302",
    institution_code: str = "I1",
    catalogue: str = CATALOGUE,
    level: str = "associate",
    **more: Any,
) -> dict[str, Any]:
    """One employment row. graduates, placed: persons."""
    counts = {"cohort_year": year, "observation": "year_end", "graduates": graduates, "placed": placed}
    return _program(code, institution_code, catalogue, level) | counts | more


def intake(
    year: int,
    admitted: int | None,
    code: str = "530302",
    institution_code: str = "I1",
    catalogue: str = CATALOGUE,
    level: str = "associate",
    **more: Any,
) -> dict[str, Any]:
    """One enrolment row. admitted: persons."""
    counts = {"enrolment_year": year, "planned": admitted, "admitted": admitted}
    return _program(code, institution_code, catalogue, level) | counts | more
