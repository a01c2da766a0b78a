"""The gate: the statements of its contract, checked on every landed file.

Files of ordinary size go through a great-expectations suite, large ones through the same statements
as one aggregate. great-expectations is imported on first use, so that commands that gate nothing
do not pay for it.
"""

from __future__ import annotations

import functools
import operator
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from transforms.deliveries import Contract, Landed
from transforms.quality.large_tables import check_in_one_pass
from transforms.quality.statements import GateResult, Statement, places, stated, sum_name

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations import ExpectationSuite
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult

LARGE_ROWS = 200_000  # beyond it a frame of text costs more memory and time than one aggregate


def gate(
    landed: Iterable[Landed], contracts: Mapping[str, Contract], out: Path, large_rows: int = LARGE_ROWS
) -> list[GateResult]:
    """Check every landed file against its contract; one result per file and statement.

    `out` is the directory that holds `landing/`. Never raises for what a file contains: what could not be
    evaluated is a result with `error` set and `success` false. A file that was refused, whole or row by
    row to the last, has nothing to check: its reasons stand among the refused rows.
    """
    results: list[GateResult] = []
    batches: BatchDefinition | None = None
    for item in landed:
        if item.status != "landed" or (item.refused and not item.landed):
            continue
        path = item.parquet(out)
        blank = GateResult(item.feed, item.delivery_id, item.file)
        statements = stated(contracts[item.feed])
        if pq.read_metadata(path).num_rows > large_rows:
            results += check_in_one_pass(path, statements, blank)
        else:
            batches = batches or _batches()
            results += check_by_suite(batches, pq.read_table(path).to_pandas(), statements, blank)
    return results


def _batches() -> BatchDefinition:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read at import: nothing leaves this machine
    from transforms.quality.expectations import batch_definition

    return batch_definition()


def check_by_suite(
    batches: BatchDefinition, frame: pd.DataFrame, statements: Sequence[Statement], blank: GateResult
) -> list[GateResult]:
    """Run a feed's suite on one frame; `blank` says which file the results are about."""
    from transforms.quality.expectations import suite_of

    for statement in statements:
        if statement.has_sum and set(statement.columns) <= set(frame):
            parts = (frame[name] for name in statement.columns[1:])
            frame = frame.assign(**{sum_name(statement): functools.reduce(operator.add, parts)})
    return answered(batches, suite_of(blank.feed, statements), frame, statements, blank)


def answered(
    batches: BatchDefinition,
    suite: ExpectationSuite,
    frame: pd.DataFrame,
    statements: Sequence[Statement],
    blank: GateResult,
) -> list[GateResult]:
    """The suite's answers in the order stated, and an error if not every statement was answered once.

    A suite to which expectations are added one by one merges identical ones and says nothing.
    """
    from transforms.quality.expectations import RESULT_FORMAT, statement_of

    answers = batches.get_batch({"dataframe": frame}).validate(suite, result_format=RESULT_FORMAT).results
    order = {statement.name: number for number, statement in enumerate(statements)}
    sums = [sum_name(statement) for statement in statements if statement.has_sum]
    results = [_result(blank, answer, statements[order[statement_of(answer)]], sums) for answer in answers]
    results.sort(key=lambda result: order[result.expectation])
    if len(answers) != len(statements):
        error = f"{len(statements)} expectations stated, {len(answers)} answered"
        results.append(blank.about("every_expectation_is_answered", (), error=error))
    return results


def _result(
    blank: GateResult, answer: ExpectationValidationResult, statement: Statement, sums: Sequence[str]
) -> GateResult:
    from transforms.quality.expectations import error_of, unexpected_count_of, unexpected_places_of

    error = error_of(answer)
    if error is not None:
        return blank.about(statement.name, statement.columns, error=error)
    return blank.about(
        statement.name,
        statement.columns,
        success=bool(answer.success),
        unexpected_count=unexpected_count_of(answer, sums),
        unexpected_rows=places(unexpected_places_of(answer)),
    )
