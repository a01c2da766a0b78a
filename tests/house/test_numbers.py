"""No number with policy meaning outside `policy/`: what rules, marts and methods state themselves is listed here.

Read off the syntax trees, so a number in a comment or in a name does not count.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlglot
from sqlglot import expressions as exp

from tests.house.rooms import files_of, named

# Nothing, one, a pair or a half's denominator, the whole in percent and in basis points.
PLAIN = {0.0, 1.0, 2.0, 100.0, 10000.0}
# The other numbers of a file, each with its reason.
STATED: dict[str, tuple[set[float], str]] = {
    "sql/marts/demand_forecast.sql": ({0.5}, "the mean of a stock at both ends of its horizon"),
    "sql/marts/forecast_card.sql": ({0.5}, "half the sum of absolute differences of two sets of shares"),
    "sql/marts/match_sensitivity.sql": ({0.05, 0.95}, "the percentiles that the names of the columns state"),
    "sql/marts/structure_match.sql": ({0.5}, "half the sum of absolute differences of two sets of shares"),
    "sql/marts/structure_sensitivity.sql": (
        {0.05, 0.5, 0.95},
        "the percentiles that the names of the columns state; half the sum of absolute differences of shares",
    ),
    "sql/rules/required_result.sql": ({3.0, 4.0, 5.0, 6.0, 7.0}, "an order of preference, not a quantity"),
    "transforms/methods/apportionment.py": (
        {1e-9, 9.0, 64.0},
        "precision of doubles: the least weight, digits compared, halvings of a bisection",
    ),
    "transforms/methods/forecast.py": (
        {0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 3.0, 10.0},
        "the grid of smoothing and damping that is searched, and its three columns; "
        "coverage of the published intervals; errors for one",
    ),
    "transforms/methods/other_weights.py": ({20210312.0}, "the seed of the draws"),
}
RULES = files_of("sql/rules", "sql/marts", pattern="*.sql")
METHODS = files_of("transforms/methods", pattern="*.py")


@pytest.mark.parametrize("path", [*RULES, *METHODS], ids=named)
def test_a_number_is_plain_or_has_its_reason(path: Path) -> None:
    numbers = numbers_of_sql if path.suffix == ".sql" else numbers_of_python
    found = set(numbers(path.read_text(encoding="utf-8")))
    assert found - PLAIN == STATED.get(named(path), (set(), ""))[0], (
        "not listed, or listed and no longer there"
    )


def test_what_is_listed_is_there() -> None:
    assert STATED.keys() <= {named(path) for path in [*RULES, *METHODS]}


def test_a_number_of_policy_in_sql_would_be_seen() -> None:
    judged = "select rate < 0.6, placed * 100 < 60 * graduates, years >= '3', cast(n as decimal(38, 15)) from t -- 7"
    assert set(numbers_of_sql(judged)) == {0.6, 100, 60, 3}


def test_a_number_of_policy_in_python_would_be_seen() -> None:
    judged = '"""Of 7 years."""\nis_low = rate < 0.6 and placed * 100 < -60 * graduates and True'
    assert set(numbers_of_python(judged)) == {0.6, 100, 60}


def numbers_of_sql(text: str) -> Iterator[float]:
    """Numeric literals of a select, texts that are numbers among them; not the digits of a type."""
    for literal in sqlglot.parse_one(text, read="duckdb").find_all(exp.Literal):
        if not isinstance(literal.parent, exp.DataTypeParam) and re.fullmatch(r"[\d.]*\d", literal.name):
            yield float(literal.name)


def numbers_of_python(text: str) -> Iterator[float]:
    """Numeric literals of a module; True and False are none."""
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, int | float)
            and not isinstance(node.value, bool)
        ):
            yield float(node.value)
