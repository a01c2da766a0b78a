"""How a column of a published table is written: as it is, rounded, withheld with its status, or as a fact."""

from __future__ import annotations

from collections.abc import Mapping

from transforms.disclosure.limits import Limits
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


def written(table: PublicTable, columns: list[str], limits: Limits, described: Described) -> list[str]:
    """Expressions of a table made again: `told` is what came of protected counts, `exact` the table inside."""
    return [part for column in columns for part in _column(table, column, limits, described)]


def _column(table: PublicTable, column: str, limits: Limits, described: Described) -> list[str]:
    if column in (*table.key, *table.facts):
        return [f"exact.{column}"]
    value = f"told.{column}"
    if is_counted(column, described):
        value = f"{limits.rounding_base} * round(told.{column} / {limits.rounding_base})"
    status = _status(table, column, limits)
    if not status:
        return [f"{value} as {column}"]
    return [f"case when {status} is null then {value} end as {column}", f"{status} as {column}{STATUS}"]


def _status(table: PublicTable, column: str, limits: Limits) -> str:
    """Why a number is withheld, as an expression; empty for a column that never is."""
    if column in table.masked:
        return (
            f"case when told.{column} is null then case when exact.{column} is null then 'x' else 'c' end end"
        )
    small = ""
    persons = table.ratios.get(column)
    for share, (numerator, denominator) in table.shares.items():
        if column in (share, numerator):
            persons = denominator
            part = f"least(told.{numerator}, told.{denominator} - told.{numerator})"
            small = f"when {part} <= {limits.min_part} then 'c' "
    if persons is None:
        return ""
    return (
        f"case when told.{persons} = 0 then 'z' when told.{persons} < {limits.min_cohort} then 'low' {small}"
        f"when told.{persons} is null or told.{column} is null then 'x' end"
    )
