"""Rows read = landed + refused + totals, in the account and in the files written."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from transforms.deliveries import Landed
from transforms.quality import unaccounted


def delivery(out: Path, rows_read: int, landed: int, refused: int, total_rows: int) -> Landed:
    """A delivery of which 3 rows were really landed and 2 refused, one of them for two reasons."""
    written = {
        "landing": pa.table({"_row": [2, 3, 4]}),
        "refused": pa.table({"row": [5, 6, 6], "problem": [1, 1, 2]}),
    }
    for folder, table in written.items():
        path = out / folder / "enrolment" / "d.parquet"
        path.parent.mkdir(parents=True)
        pq.write_table(table, path)
    account = {"rows_read": rows_read, "landed": landed, "refused": refused, "total_rows": total_rows}
    return Landed(delivery_id="d", feed="enrolment", file="d.csv", status="landed", recipe="", **account)


def test_an_account_that_closes_is_not_named(tmp_path: Path) -> None:
    assert unaccounted([delivery(tmp_path, 6, 3, 2, 1)], tmp_path) == []


@pytest.mark.parametrize(
    "account",
    [
        (7, 3, 2, 1),  # a row was read and went nowhere
        (5, 3, 2, 1),  # a row was counted twice
        (7, 4, 2, 1),  # adds up, and the file holds one row less
        (7, 3, 3, 1),  # adds up with two problems of one row counted as two rows
    ],
)
def test_an_account_that_does_not_close_is_named_with_its_numbers(
    tmp_path: Path, account: tuple[int, ...]
) -> None:
    found = unaccounted([delivery(tmp_path, *account)], tmp_path)
    assert [
        (entry.account.file, entry.account.rows_read, entry.written_landed, entry.written_refused)
        for entry in found
    ] == [("d.csv", account[0], 3, 2)]
    assert str(found[0]).startswith(f"d.csv (enrolment): {account[0]} rows read, {account[1]} landed")
