"""The gate: the statements of its contract, checked on every landed file.

Files of ordinary size go through the feed's great-expectations suite, many in one batch; large ones
through the same statements as one aggregate. great-expectations is imported on first use, so that
commands that gate nothing do not pay for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.deliveries import Contract, Landed, feed_schema
from transforms.quality.large_tables import check_in_one_pass
from transforms.quality.statements import GateResult, Statement, stated


@dataclass(frozen=True)
class Unaccounted:
    """An account whose rows do not add up, or whose Parquet files do not hold what it says.

    `written_landed` and `written_refused` are rows counted in the files themselves.
    """

    account: Landed
    written_landed: int
    written_refused: int

    def __str__(self) -> str:
        item = self.account
        parts = f"{item.landed} landed + {item.refused} refused + {item.total_rows} totals"
        written = f"written: {self.written_landed} landed, {self.written_refused} refused"
        return f"{item.file} ({item.feed}): {item.rows_read} rows read, {parts}; {written}"


def unaccounted(landed: Iterable[Landed], out: Path) -> list[Unaccounted]:
    """Every landed file whose account does not close; empty is the healthy state.

    `out` holds `landing/` and `refused/`. The account is compared with the Parquet files themselves,
    so that an account that merely agrees with itself is not enough.
    """
    found = []
    for item in (item for item in landed if item.status == "landed"):
        refused = item.refused_parquet(out)
        written = (
            pq.read_metadata(item.parquet(out)).num_rows,
            _refused_rows(refused) if refused.exists() else 0,
        )
        adds_up = item.rows_read == item.landed + item.refused + item.total_rows
        if not adds_up or (item.landed, item.refused) != written:
            found.append(Unaccounted(item, *written))
    return found


def _refused_rows(path: Path) -> int:
    """A row with several problems is written once per problem and counted once."""
    problems = pq.read_table(path, columns=["problem"]).column("problem")
    return int(pc.sum(pc.equal(problems, 1)).as_py() or 0)


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
    # four seconds that a command which gates nothing, or large files alone, does not pay
    from transforms.quality.expectations import check_by_suite

    frame = pa.concat_tables([pq.read_table(path) for path in paths]).to_pandas()
    return check_by_suite(frame, statements, blanks)
