"""Statements in the words of great-expectations, and its answers read back.

Imported only where a suite is really run: great-expectations costs some four seconds to import.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Mapping, Sequence
from typing import Any

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from great_expectations.core.batch_definition import BatchDefinition
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.row_conditions import Column

from transforms.quality.statements import PLACE, PLUS, GateResult, Statement, places, sum_name

INDEX = ("_delivery_id", *PLACE)
RESULT_FORMAT = {"result_format": "COMPLETE", "unexpected_index_column_names": list(INDEX)}
MISSING_SAYS_NOTHING = "either_value_is_missing"


@functools.cache
def batch_definition() -> BatchDefinition:
    """A whole-frame batch of an in-memory context: no files, no analytics, no progress bars."""
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        progress_bars=ProgressBarsConfig(globally=False, metric_calculations=False),
        analytics_enabled=False,
    )
    context = gx.get_context(mode="ephemeral", project_config=config)
    asset = context.data_sources.add_pandas("landing").add_dataframe_asset("landed_file")
    return asset.add_batch_definition_whole_dataframe("whole_file")


def expectation(statement: Statement, sums: Sequence[str] = ()) -> Expectation:
    """The expectation that says what the statement says, and brings its name back with the answer.

    `sums` are the columns added to the frame for pair statements; the set of columns allows for them.
    """
    columns, meta = list(statement.columns), {"statement": statement.name}
    match statement.kind:
        case "columns_are":
            return gxe.ExpectTableColumnsToMatchSet(column_set=[*columns, *sums], exact_match=True, meta=meta)
        case "has_rows":
            return gxe.ExpectTableRowCountToBeBetween(min_value=1, meta=meta)
        case "unique":
            return gxe.ExpectCompoundColumnsToBeUnique(column_list=columns, ignore_row_if="never", meta=meta)
        case "not_null":
            unless = Column(columns[1]).is_null() if len(columns) > 1 else None
            return gxe.ExpectColumnValuesToNotBeNull(column=columns[0], row_condition=unless, meta=meta)
        case "between":
            low, high = statement.low, statement.high
            return gxe.ExpectColumnValuesToBeBetween(
                column=columns[0], min_value=low, max_value=high, meta=meta
            )
        case "one_of":
            values = list(statement.values)
            return gxe.ExpectColumnValuesToBeInSet(column=columns[0], value_set=values, meta=meta)
        case "pair":
            return _pair(statement, meta)


def _pair(statement: Statement, meta: Mapping[str, str]) -> Expectation:
    left, right = statement.columns[0], sum_name(statement)
    shared: dict[str, Any] = {"ignore_row_if": MISSING_SAYS_NOTHING, "meta": meta}
    if statement.op == "==":
        return gxe.ExpectColumnPairValuesToBeEqual(column_A=left, column_B=right, **shared)
    larger, smaller = (right, left) if statement.op in ("<", "<=") else (left, right)
    is_open = statement.op in ("<", ">")
    return gxe.ExpectColumnPairValuesAToBeGreaterThanB(
        column_A=larger, column_B=smaller, or_equal=not is_open, **shared
    )


def error_of(answer: ExpectationValidationResult) -> str | None:
    """Message of the metric that raised, if one did: such an answer also says `success: false`.

    The facts are either one mapping or one mapping per metric, as the version and the failure have it.
    """
    facts: Any = answer.exception_info or {}
    many = (
        [facts]
        if "raised_exception" in facts
        else [fact for fact in facts.values() if isinstance(fact, dict)]
    )
    raised = [str(fact.get("exception_message")) for fact in many if fact.get("raised_exception")]
    return raised[0] if raised else None


def unexpected_count_of(answer: ExpectationValidationResult) -> int:
    """Rows that break the statement; for the set of columns, the columns too many or too few."""
    if "unexpected_count" in answer.result:
        return int(answer.result["unexpected_count"])
    mismatched = answer.result.get("details", {}).get("mismatched", {})
    return sum(1 for names in mismatched.values() for name in names if PLUS not in name)


def check_by_suite(
    frame: pd.DataFrame, statements: Sequence[Statement], blanks: Sequence[GateResult]
) -> list[GateResult]:
    """Run a feed's suite on the rows of some files; `blanks` say which files the results are about."""
    for statement in statements:
        if statement.has_sum and set(statement.columns) <= set(frame):
            parts = (frame[name] for name in statement.columns[1:])
            frame = frame.assign(**{sum_name(statement): functools.reduce(operator.add, parts)})
    sums = [sum_name(statement) for statement in statements if statement.has_sum]
    expectations = [expectation(statement, sums) for statement in statements]
    suite = gx.ExpectationSuite(name=blanks[0].feed, expectations=expectations)
    return answered(suite, frame, statements, blanks)


def answered(
    suite: gx.ExpectationSuite,
    frame: pd.DataFrame,
    statements: Sequence[Statement],
    blanks: Sequence[GateResult],
) -> list[GateResult]:
    """The suite's answers, file by file in the order stated, and an error if not all were answered.

    A suite to which expectations are added one by one merges identical ones and says nothing.
    """
    answers = batch_definition().get_batch({"dataframe": frame}).validate(suite, result_format=RESULT_FORMAT)
    # answers come back in an order of their own
    by_name = {answer.expectation_config.meta["statement"]: answer for answer in answers.results}  # type: ignore[union-attr]
    deliveries = {blank.delivery_id for blank in blanks}
    results = []
    for blank in blanks:
        results += [_result(blank, by_name[s.name], s, deliveries) for s in statements if s.name in by_name]
        if len(answers.results) != len(statements):
            error = f"{len(statements)} expectations stated, {len(answers.results)} answered"
            results.append(blank.about("every_expectation_is_answered", (), error=error))
    return results


def _result(
    blank: GateResult, answer: ExpectationValidationResult, statement: Statement, deliveries: set[str]
) -> GateResult:
    named = (statement.name, statement.columns)
    if error := error_of(answer):
        return blank.about(*named, error=error)
    success, count = bool(answer.success), unexpected_count_of(answer)
    where = [tuple(row[name] for name in INDEX) for row in answer.result.get("unexpected_index_list") or []]
    if len(deliveries) > 1 and where:  # each file answers for its own rows, and all for a row of none
        where = [place for place in where if place[0] == blank.delivery_id or place[0] not in deliveries]
        count, success = len(where), not where
    rows = places((file, sheet, row) for _, file, sheet, row in where)
    return blank.about(*named, success=success, unexpected_count=count, unexpected_rows=rows)
