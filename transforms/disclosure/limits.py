"""The numbers of disclosure a policy states, in force on the day of a release."""

from __future__ import annotations

import duckdb

LIMITS = "disclosure.limit_"


class NoLimits(Exception):
    """The policy states no value for a number of disclosure; nothing can be published."""


def check_limits(con: duckdb.DuckDBPyConnection) -> None:
    """Errors: NoLimits naming the numbers that the row of `disclosure.limit_` lacks."""
    row = con.sql(f"from {LIMITS}")
    [values] = row.fetchall()
    lacking = [f"disclosure_{name}" for name, value in zip(row.columns, values, strict=True) if value is None]
    if lacking:
        raise NoLimits(f"policy.parameter states no {', '.join(lacking)} for the day of the release")
