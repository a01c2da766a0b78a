"""How a column of a published table is written: as it is, or with the reason why there is no number beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transforms.disclosure.public_tables import PublicTable, Undeclared
from transforms.warehouse.models import STATUS

Described = Mapping[str, Mapping[str, str]]
COUNTED = ("persons", "seats")
THRESHOLDS = frozenset(
    {"minimum_cohort", "minimum_cohort_to", "minimum_in_force"}
)  # persons of the policy, not of a cohort


def is_counted(column: str, described: Described) -> bool:
    """Does the column count people, by the unit it is described with?"""
    return column not in THRESHOLDS and described.get(column, {}).get("unit") in COUNTED


def unchanged(table: PublicTable, columns: list[str], described: Described) -> list[str]:
    """Columns of a table that is published as it is. Errors: Undeclared where one counts people."""
    counts = [column for column in columns if is_counted(column, described)]
    if counts:
        raise Undeclared(f"{table.name}: `public: unchanged` would publish exact counts of people: {counts}")
    return columns


def written(table: PublicTable, columns: Sequence[str]) -> list[str]:
    """Expressions of a table made again from published counts; a ratio has its status after it."""
    return [part for column in columns for part in _column(table, column, "cohorts" in columns)]


def _column(table: PublicTable, column: str, is_of_cohorts: bool) -> list[str]:
    status = _status(table, column, is_of_cohorts)
    if not status:
        return [column]
    return [f"case when {status} is null then {column} end as {column}", f"{status} as {column}{STATUS}"]


def _status(table: PublicTable, column: str, is_of_cohorts: bool) -> str:
    """Why there is no number, as an expression; empty for a column that always has one."""
    persons = table.ratios.get(column)
    if persons is None:
        return ""
    # a sum of nothing but stand-ins says nothing of those it is of
    low = "when stand_ins = cohorts then 'low' " if is_of_cohorts else ""
    return f"case when {persons} = 0 then 'z' {low}when {persons} is null or {column} is null then 'x' end"
