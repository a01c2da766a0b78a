"""The numbers of disclosure a policy states, in force on the day of a release."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import duckdb

from transforms.sql_text import selects_in

sql_of = selects_in(Path(__file__).with_name("queries"))


class NoLimits(Exception):
    """The policy states no value for a number of disclosure; nothing can be published."""


@dataclass(frozen=True)
class Limits:
    """`min_cohort`: rates of fewer persons are withheld; `min_part`: so are rates whose numerator or remainder does
    not exceed it; `rounding_base`: published counts of persons are multiples of it; `possible_values`: so many values
    of a hidden count must remain possible, whatever is put together."""

    min_cohort: int
    min_part: int
    rounding_base: int
    possible_values: int


def read_limits(con: duckdb.DuckDBPyConnection) -> Limits:
    """The limits of the release that `con` sees. Errors: NoLimits naming what is not stated."""
    names = [field.name for field in fields(Limits)]
    [values] = con.execute(sql_of("limit")).fetchall()
    lacking = [f"disclosure_{name}" for name, value in zip(names, values, strict=True) if value is None]
    if lacking:
        raise NoLimits(f"policy.parameter states no {', '.join(lacking)} for the day of the release")
    return Limits(*values)
