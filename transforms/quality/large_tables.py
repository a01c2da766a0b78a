"""The same statements for a file too large for a frame: one aggregate over its Parquet.

Built from DuckDB's expressions, so that no SQL is put together from text. Only for statements that
fail is the file read again, to name the first offending rows.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
from duckdb import ColumnExpression, ConstantExpression, Expression, FunctionExpression

from transforms.connecting import in_memory
from transforms.quality.statements import PLACE, ROWS_NAMED, GateResult, Place, Statement, places

# relation that is promised → relation of a row that breaks it
BROKEN_BY = {"<=": operator.gt, "<": operator.ge, ">=": operator.lt, ">": operator.le, "==": operator.ne}
ROWS, TIMES = "", "times"  # names no statement bears


def check_in_one_pass(path: Path, statements: Sequence[Statement], blank: GateResult) -> list[GateResult]:
    """Check one landed Parquet file; `blank` says which file the results are about."""
    with in_memory() as connection:
        rows = connection.from_parquet(str(path))
        breaches = {
            statement.name: breach(statement)
            for statement in statements
            if statement.is_about_rows and not absent(rows.columns, statement)
        }
        counts = _counts(rows, breaches)
        return [_answer(rows, statement, breaches, counts, blank) for statement in statements]


def breach(statement: Statement) -> Expression:
    """True for a row that breaks the statement; null or false for one that does not."""
    column = ColumnExpression(statement.columns[0])
    match statement.kind:
        case "not_null":
            empty = (ColumnExpression(name).isnull() for name in statement.columns)
            return functools.reduce(operator.and_, empty)
        case "between":
            return _outside(column, statement.low, statement.high)
        case "one_of":
            return column.isnotin(*(ConstantExpression(value) for value in statement.values))
    right = functools.reduce(operator.add, map(ColumnExpression, statement.columns[1:]))
    return BROKEN_BY[statement.op](column, right)


def _outside(column: Expression, low: float | None, high: float | None) -> Expression:
    if low is None:
        return column > ConstantExpression(high)
    if high is None:
        return column < ConstantExpression(low)
    return (column < ConstantExpression(low)) | (column > ConstantExpression(high))


def absent(columns: Iterable[str], statement: Statement) -> list[str]:
    """Columns a statement reads that the file does not have; which columns there are is its own statement."""
    return [] if statement.kind == "columns_are" else sorted(set(statement.columns) - set(columns))


def _counts(rows: duckdb.DuckDBPyRelation, breaches: Mapping[str, Expression]) -> dict[str, int]:
    """Rows of the file, and of each statement the rows that break it.

    A statement that cannot be evaluated has no count: then each is tried by itself, to find which.
    """
    counted = [FunctionExpression("count_if", broken).alias(name) for name, broken in breaches.items()]
    total = FunctionExpression("count_star").alias("rows")
    try:
        answer = rows.aggregate([total, *counted]).fetchall()[0]
    except duckdb.Error:
        return {ROWS: rows.aggregate([total]).fetchall()[0][0]}
    # of a column that is empty throughout nothing is counted, and count_if says null
    return dict(zip([ROWS, *breaches], (count or 0 for count in answer), strict=True))


def _answer(
    rows: duckdb.DuckDBPyRelation,
    statement: Statement,
    breaches: Mapping[str, Expression],
    counts: Mapping[str, int],
    blank: GateResult,
) -> GateResult:
    named = (statement.name, statement.columns)
    if missing := absent(rows.columns, statement):
        return blank.about(*named, error=f"columns not in the file: {', '.join(missing)}")
    try:
        return blank.about(*named, **_result(rows, statement, breaches, counts))
    except duckdb.Error as error:
        return blank.about(*named, error=str(error))


def _result(
    rows: duckdb.DuckDBPyRelation,
    statement: Statement,
    breaches: Mapping[str, Expression],
    counts: Mapping[str, int],
) -> dict[str, Any]:
    if statement.kind == "columns_are":
        wrong = len(set(rows.columns) ^ set(statement.columns))
        return {"success": not wrong, "unexpected_count": wrong}
    if statement.kind == "has_rows":
        return {"success": counts[ROWS] > 0}
    if statement.kind == "unique":
        return _repeated(rows, statement)
    broken = rows.filter(breaches[statement.name])
    count = counts[statement.name] if statement.name in counts else broken.count("*").fetchall()[0][0]
    where = _first_places(broken) if count else ()
    return {"success": not count, "unexpected_count": count, "unexpected_rows": where}


def _repeated(rows: duckdb.DuckDBPyRelation, statement: Statement) -> dict[str, Any]:
    """Rows that share their values in the statement's columns with another row."""
    keys = [ColumnExpression(name) for name in dict.fromkeys([*PLACE, *statement.columns])]
    groups = rows.aggregate([*keys, FunctionExpression("count_star").alias(TIMES)])
    repeated = groups.filter(ColumnExpression(TIMES) > ConstantExpression(1))
    total = repeated.aggregate([FunctionExpression("sum", ColumnExpression(TIMES))]).fetchall()[0][0]
    count = int(total or 0)
    where = _first_places(repeated) if count else ()
    return {"success": not count, "unexpected_count": count, "unexpected_rows": where}


def _first_places(broken: duckdb.DuckDBPyRelation) -> tuple[Place, ...]:
    names = [ColumnExpression(name) for name in PLACE]
    return places(broken.select(*names).distinct().sort(*names).limit(ROWS_NAMED).fetchall())
