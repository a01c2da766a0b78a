"""The models run again on protected counts, so that every published sum and ratio follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from transforms.connecting import tables_of
from transforms.disclosure.cohorts import protected_counts
from transforms.disclosure.counted import unprotected
from transforms.disclosure.limits import read_limits, sql_of
from transforms.disclosure.public_tables import PublicTable, Undeclared
from transforms.policy.policy import COHORT_RATES
from transforms.sql_text import SQL_DIR
from transforms.warehouse.making import World, beside
from transforms.warehouse.models import Model

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
# counts of the release before beside those of this one, and the rows behind them
CHANGED_COUNTS = frozenset({"marts.verdict_change", "marts.change_evidence"})
# seen by every other table as they are published
SEEN_AS_PUBLISHED = frozenset({"marts.criterion_result", "marts.verdict"})


def public_world(models: Sequence[Model], tables: Iterable[PublicTable]) -> World:
    """The world that published tables are made in: some are replaced by selects, others are only there."""
    tables = list(tables)
    own = [*REPLACED.glob("*.sql"), *COHORTS.glob("*.sql")]
    selects = {path.stem: path.read_text(encoding="utf-8") for path in own}
    selects |= {table.name: table.sql for table in tables if table.name in SEEN_AS_PUBLISHED}
    return World(models, {name for table in tables for name in table.reads}, selects=selects, facts=FACTS)


@contextmanager
def protected_world(
    warehouse: Path, models: Sequence[Model], tables: Iterable[PublicTable]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection on which `exact` is the warehouse, read-only, and every other name is what may be published of it.

    tables: the published ones that will be read. `disclosure.count` holds each count of persons with its published
    value, `disclosure.limit_` the numbers of the policy. A table of counts that is not made again is not there.
    Errors: NoLimits.
    """
    world = public_world(models, tables)
    with beside(warehouse, EXACT) as con:
        con.execute("create schema disclosure")
        for table in set(tables_of(con, EXACT)) - world.following - DELIVERED_COUNTS - CHANGED_COUNTS:
            con.execute(f"create view {table} as from {EXACT}.{table}")
        _count(con)
        world.make(con)
        yield con


def _count(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(f"create table disclosure.limit_ as {sql_of('limit')}")
    if lacking := unprotected(COHORT_RATES):
        raise Undeclared(
            f"rates of cohorts of {sorted(lacking)} would be published exactly: add them to COHORT"
        )
    numerators, denominators = zip(*COHORT_RATES.values(), strict=True)
    con.execute(
        f"create table disclosure.result_cell as {sql_of('result_cell')}",
        {"rates": list(COHORT_RATES), "numerators": numerators, "denominators": denominators},
    )
    counted = protected_counts(con, read_limits(con))
    con.from_arrow(counted).create("disclosure.count")
