"""No row is lost between a file and the landing: what was read is what landed, was refused, or is a total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.deliveries import Landed


@dataclass(frozen=True)
class Unaccounted:
    """A file and feed whose rows do not add up, or whose Parquet does not hold what the account says.

    `written_landed` and `written_refused` are rows counted in the files themselves.
    """

    feed: str
    file: str
    rows_read: int
    landed: int
    refused: int
    total_rows: int
    written_landed: int
    written_refused: int

    def __str__(self) -> str:
        parts = f"{self.landed} landed + {self.refused} refused + {self.total_rows} totals"
        written = f"written: {self.written_landed} landed, {self.written_refused} refused"
        return f"{self.file} ({self.feed}): {self.rows_read} rows read, {parts}; {written}"


def unaccounted(landed: Iterable[Landed], out: Path) -> list[Unaccounted]:
    """Every landed file whose account does not close; empty is the healthy state.

    `out` holds `landing/` and `refused/`. The account is compared with the Parquet files themselves,
    so that an account that merely agrees with itself is not enough.
    """
    accounts = (_account(item, out) for item in landed if item.status == "landed")
    return [account for account in accounts if not _closes(account)]


def _account(item: Landed, out: Path) -> Unaccounted:
    refused = item.refused_parquet(out)
    return Unaccounted(
        feed=item.feed,
        file=item.file,
        rows_read=item.rows_read,
        landed=item.landed,
        refused=item.refused,
        total_rows=item.total_rows,
        written_landed=pq.read_metadata(item.parquet(out)).num_rows,
        written_refused=_refused_rows(refused) if refused.exists() else 0,
    )


def _refused_rows(path: Path) -> int:
    """A row with several problems is written once per problem and counted once."""
    problems = pq.read_table(path, columns=["problem"]).column("problem")
    return int(pc.sum(pc.equal(problems, 1)).as_py() or 0)


def _closes(account: Unaccounted) -> bool:
    adds_up = account.rows_read == account.landed + account.refused + account.total_rows
    is_written = (account.landed, account.refused) == (account.written_landed, account.written_refused)
    return adds_up and is_written
