"""The public product of a random city, as far as an outsider can learn of persons from it; made in a second."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from tests.golden.facts import City
from tests.golden.landing import land
from tests.sql.city import AS_OF
from transforms.disclosure.public_tables import public_tables
from transforms.disclosure.world import protected_world
from transforms.warehouse import Build, Policy, find_models
from transforms.warehouse.making import models_for

READ = (
    "marts.program_year",
    "marts.criterion_result",
    "marts.verdict",
    "marts.outcome",
    "marts.enrolment_advice",
)
PLAIN = ("meta.run", "meta.comparison", "meta.delivery_change", "meta.accounting")


@dataclass
class GoldenCity(Build):
    """A city of lives, judged by the real models as far as the attack reads."""

    city: City = field(default_factory=lambda: City([]))

    def register_landing(self) -> None:
        land(self.con, self.city)

    def _comment(self) -> None:
        """Comments on columns are no matter of an attack."""


def warehouse_of(folder: Path, city: City, policy: Policy, name: str = "city") -> Path:
    """The exact warehouse of a city, with what the attack reads and what that is made from."""
    models = models_for([*READ, "meta.accounting"], find_models())
    file = folder / f"{name}.duckdb"
    build = GoldenCity(file, folder, policy, AS_OF, [], name, {}, models, city)
    build.open()
    for model in build.models:
        build.run(model)
    build.close()
    return file


def product_of(warehouse: Path, public: Path) -> Path:
    """What would be published of a warehouse, with sums that show even what they would withhold."""
    models = find_models()
    tables = [table for table in public_tables(models) if table.name in READ]
    with protected_world(warehouse, models, tables) as con:
        con.execute(f"attach '{public}' as public")
        for schema in ("marts", "meta", "policy"):
            con.execute(f"create schema public.{schema}")
        for table in tables:
            made = table.sql if table.how == "selected" else f"from {table.name}"
            con.execute(f"create table public.{table.name} as {made}")
        _copy(con)
    return public


def _copy(con: duckdb.DuckDBPyConnection) -> None:
    found = con.execute(
        "select schema_name || '.' || table_name from duckdb_tables() where database_name = 'exact'"
    ).fetchall()
    for (table,) in found:
        if table.startswith("policy.") or table in PLAIN:
            con.execute(f"create table public.{table} as from exact.{table}")
