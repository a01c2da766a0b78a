"""The gate: the statements of its contract, checked on every landed file.

Files of ordinary size go through the feed's great-expectations suite, many in one batch; large ones
through the same statements as one aggregate. great-expectations is imported on first use, so that
commands that gate nothing do not pay for it.
"""

from __future__ import annotations

import functools
import operator
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.deliveries import Contract, Landed, feed_schema
from transforms.quality.large_tables import check_in_one_pass
from transforms.quality.statements import GateResult, Statement, places, stated, sum_name

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations import ExpectationSuite
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult

LARGE_ROWS = 200_000  # beyond it a frame of text costs more memory and time than one aggregate


def gate(
    landed: Iterable[Landed], contracts: Mapping[str, Contract], out: Path, large_rows: int = LARGE_ROWS
) -> list[GateResult]:
    """Check every landed file against its contract; one result per file and statement.

    `out` is the directory that holds `landing/`. Never raises for what a file contains: what could not be
    evaluated is a result with `error` set and `success` false. A file that was refused, whole or row by
    row to the last, has nothing to check: its reasons are among the refused rows. Nor has one that states
    its header and no row, such as a list of exemptions in a year without any.
    """
    by_feed: dict[str, list[Landed]] = defaultdict(list)
    for item in landed:
        states_no_row = item.furniture_rows > 0 and item.rows_read == 0
        if item.status == "landed" and (item.landed or not (item.refused or states_no_row)):
            by_feed[item.feed].append(item)
    results: list[GateResult] = []
    for feed, items in by_feed.items():
        statements = stated(contracts[feed])
        for batch in _batches(items, feed_schema(contracts[feed]), out, large_rows):
            results += _check(batch, statements, out, large_rows)
    return results


def _batches(
    items: Iterable[Landed], schema: pa.Schema, out: Path, large_rows: int
) -> Iterator[list[Landed]]:
    """Files that are checked together. A file that is large, empty or of another shape is checked alone.

    A suite costs the same for one file as for many: some ten milliseconds for each expectation.
    """
    batch: dict[Path, Landed] = {}
    size = 0
    for item in items:
        path = item.parquet(out)
        rows = pq.read_metadata(path).num_rows
        if rows > large_rows or not rows or pq.read_schema(path) != schema:
            yield [item]
            continue
        if size + rows > large_rows or path in batch:
            yield list(batch.values())
            batch, size = {}, 0
        batch[path] = item
        size += rows
    if batch:
        yield list(batch.values())


def _check(
    batch: Sequence[Landed], statements: Sequence[Statement], out: Path, large_rows: int
) -> list[GateResult]:
    blanks = [GateResult(item.feed, item.delivery_id, item.file) for item in batch]
    paths = [item.parquet(out) for item in batch]
    if pq.read_metadata(paths[0]).num_rows > large_rows:
        return check_in_one_pass(paths[0], statements, blanks[0])
    frame = pa.concat_tables([pq.read_table(path) for path in paths]).to_pandas()
    return check_by_suite(frame, statements, blanks)


def check_by_suite(
    frame: pd.DataFrame, statements: Sequence[Statement], blanks: Sequence[GateResult]
) -> list[GateResult]:
    """Run a feed's suite on the rows of some files; `blanks` say which files the results are about."""
    from transforms.quality.expectations import suite_of

    for statement in statements:
        if statement.has_sum and set(statement.columns) <= set(frame):
            parts = (frame[name] for name in statement.columns[1:])
            frame = frame.assign(**{sum_name(statement): functools.reduce(operator.add, parts)})
    return answered(suite_of(blanks[0].feed, statements), frame, statements, blanks)


def answered(
    suite: ExpectationSuite,
    frame: pd.DataFrame,
    statements: Sequence[Statement],
    blanks: Sequence[GateResult],
) -> list[GateResult]:
    """The suite's answers, file by file in the order stated, and an error if not all were answered.

    A suite to which expectations are added one by one merges identical ones and says nothing.
    """
    from transforms.quality.expectations import RESULT_FORMAT, batch_definition, statement_of

    answers = batch_definition().get_batch({"dataframe": frame}).validate(suite, result_format=RESULT_FORMAT)
    by_name = {statement_of(answer): answer for answer in answers.results}
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
    from transforms.quality.expectations import error_of, unexpected_count_of, unexpected_places_of

    named = (statement.name, statement.columns)
    if error := error_of(answer):
        return blank.about(*named, error=error)
    success, where = bool(answer.success), unexpected_places_of(answer)
    count = unexpected_count_of(answer)
    if len(deliveries) > 1 and where:  # each file answers for its own rows, and all for a row of none
        where = [place for place in where if place[0] == blank.delivery_id or place[0] not in deliveries]
        count, success = len(where), not where
    rows = places((file, sheet, row) for _, file, sheet, row in where)
    return blank.about(*named, success=success, unexpected_count=count, unexpected_rows=rows)
