"""The models run again on protected counts, so that every published sum and ratio follows from them."""

from __future__ import annotations

import graphlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb

from transforms.connecting import attach, in_memory
from transforms.disclosure.cohorts import protected_counts
from transforms.disclosure.limits import read_limits, sql_of
from transforms.disclosure.public_tables import PublicTable
from transforms.policy.policy import COHORT_RATES
from transforms.sql_text import SQL_DIR
from transforms.warehouse.making import make_table
from transforms.warehouse.models import LAYERS, Model, tables_in

REPLACED, COHORTS = SQL_DIR / "public" / "replaced", SQL_DIR / "public" / "cohorts"
EXACT = "exact"
# who there is and in which years, and what was judged: no counts, seen as they are
FACTS = frozenset(
    {"core.program", "core.span", "core.year", "core.exemption"}
    | {
        "rules.candidate",
        "rules.exempted",
        "rules.offered",
        "rules.criterion_year",
        "rules.judged_until",
        "rules.required_result",
    }
    | {"rules.streak", "rules.trigger_result", "rules.trigger_state", "rules.verdict", "marts.trigger_result"}
)
DELIVERED_COUNTS = frozenset(
    {"staging.employment", "staging.enrolment", "staging.graduate_cohort", "staging.indicator"}
    | {"staging.employer_industry", "staging.graduate_employer"}
)
# what was counted before and is now, and the rows that say so
CHANGED_COUNTS = frozenset({"marts.verdict_change", "marts.change_evidence"})
# seen by every other table as they are published
SEEN_AS_PUBLISHED = frozenset({"marts.criterion_result", "marts.verdict"})


@dataclass(frozen=True)
class World:
    """Which tables are made again, by which select, in which order."""

    models: tuple[Model, ...]
    tables: tuple[PublicTable, ...]

    @cached_property
    def selects(self) -> dict[str, str]:
        """Selects that stand in place of a table's own, and those of the tables that only this world has."""
        own = [*REPLACED.glob("*.sql"), *COHORTS.glob("*.sql")]
        selects = {path.stem: path.read_text(encoding="utf-8") for path in own}
        return selects | {table.name: table.sql for table in self.tables if table.name in SEEN_AS_PUBLISHED}

    @cached_property
    def reads(self) -> dict[str, frozenset[str]]:
        own = {model.table: model.reads for model in self.models}
        return own | {name: tables_in(sql) for name, sql in self.selects.items()}

    @cached_property
    def following(self) -> set[str]:
        """Tables made from counts: by a select of their own here, or from such a table."""
        follows = set(self.selects)
        grown = True
        while grown:
            found = {name for name, reads in self.reads.items() if reads & follows} - FACTS
            grown = not found <= follows
            follows |= found
        return follows

    @cached_property
    def order(self) -> list[str]:
        """Tables to make again: those the published ones need, each after what it reads."""
        needed: dict[str, frozenset[str]] = {}
        waiting = [name for table in self.tables for name in table.reads]
        while waiting:
            name = waiting.pop()
            if name in self.following and name not in needed:
                needed[name] = self.reads[name]
                waiting += self.reads[name]
        order = graphlib.TopologicalSorter({name: reads & needed.keys() for name, reads in needed.items()})
        return list(order.static_order())

    def is_seen_as_it_is(self, table: str) -> bool:
        return table not in self.following | DELIVERED_COUNTS | CHANGED_COUNTS


@contextmanager
def protected_world(warehouse: Path, world: World) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection on which `exact` is the warehouse, read-only, and every other name is what may be told of it.

    `disclosure.count` holds each count of persons with its published value, `disclosure.limit_` the numbers of the
    policy. A table of counts that is not made again is not there. Errors: NoLimits.
    """
    con = in_memory()
    try:
        attach(con, warehouse, EXACT)
        for schema in (*LAYERS, "policy", "disclosure"):
            con.execute(f"create schema {schema}")
        for table in tables_of(con, EXACT):
            if world.is_seen_as_it_is(table):
                con.execute(f"create view {table} as from {EXACT}.{table}")
        _count(con)
        models = {model.table: model for model in world.models}
        for name in world.order:
            if name in world.selects:
                con.execute(f"create table {name} as {world.selects[name]}")
            else:
                make_table(con, models[name])
        yield con
    finally:
        con.close()


def tables_of(con: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    """`schema.name` of every table of an attached file."""
    found = con.execute(
        "select schema_name || '.' || table_name from duckdb_tables() where database_name = $name order by all",
        {"name": database},
    ).fetchall()
    return [name for (name,) in found]


def _count(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(f"create table disclosure.limit_ as {sql_of('limit')}")
    numerators, denominators = zip(*COHORT_RATES.values(), strict=True)
    con.execute(
        f"create table disclosure.result_cell as {sql_of('result_cell')}",
        {"rates": list(COHORT_RATES), "numerators": numerators, "denominators": denominators},
    )
    counted = protected_counts(con, read_limits(con))
    con.from_arrow(counted).create("disclosure.count")
