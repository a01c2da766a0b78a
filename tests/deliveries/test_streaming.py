"""A text of any length is read block by block; what is decided for a column is decided over all of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.deliveries.desk import csv, hand_in
from transforms.deliveries import Catalogues, Delivery, Landed, discover, load_contracts
from transforms.deliveries.files import delimited as delimited_room
from transforms.deliveries.landing import land as receiving_room
from transforms.deliveries.landing.land import receive_all

HEADER = ["学校代码", "专业代码", "层次", "届别", "毕业生数", "落实率", "专业名称"]
SMALL_BLOCK = 1 << 12
UP_TO_ONE = 400  # rows, more than two such blocks hold


def rows(count: int) -> list[list[Any]]:
    """Percentages throughout, of which the first blocks hold only ones up to one."""
    return [
        [
            f"41500{n % 90:05d}",
            f"{500000 + n % 800}",
            "高职",
            2023,
            n % 300,
            0.5 if n < UP_TO_ONE else 93.5,
            f"专业{n}",
        ]
        for n in range(count)
    ]


@pytest.fixture
def in_small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited_room, "BLOCK", SMALL_BLOCK)
    monkeypatch.setattr(delimited_room, "BLOCKS_AT_ONCE", 2)
    monkeypatch.setattr(receiving_room, "LARGE_BYTES", 0)


def land_here(folder: Path, content: bytes) -> tuple[Landed, list[int]]:
    """Land in this process, so that what a test sets holds; returns the account and the rows reported on the way."""
    path = folder / "raw" / "employment" / "报送.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    [found] = discover([folder / "raw"]).deliveries
    assert isinstance(found, Delivery)
    reported: list[int] = []
    receive_all(
        found, load_contracts(), Catalogues(), {"employment": "recipe"}, folder / "out", reported.append
    )
    account = Landed.load(folder / "out", "employment", found.delivery_id)
    assert account is not None
    return account, reported


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_blocks_and_whole_are_read_alike(tmp_path: Path, in_small_blocks: None, encoding: str) -> None:
    content = csv([HEADER, *rows(2000)], encoding)
    whole = hand_in(tmp_path / "whole", content)
    account, reported = land_here(tmp_path / "blocks", content)
    assert len(reported) > 10
    assert reported[-1] == 2000 - UP_TO_ONE == account.landed
    import pyarrow.parquet as pq

    assert pq.read_table(account.parquet(tmp_path / "blocks" / "out")).to_pylist() == whole.rows


def test_the_notation_of_a_rate_is_that_of_the_whole_column(tmp_path: Path, in_small_blocks: None) -> None:
    account, _ = land_here(tmp_path, csv([HEADER, *rows(2000)]))
    assert (account.landed, account.refused) == (2000 - UP_TO_ONE, UP_TO_ONE)


def test_ragged_lines_keep_their_numbers_over_blocks(tmp_path: Path, in_small_blocks: None) -> None:
    lines = [HEADER, *rows(2000)[UP_TO_ONE:]]
    broken = {100: "4150000001,500001,高职", 1500: "1,2,3,4,5,6,7,8,9"}
    text = "".join(
        (broken[number] if number in broken else ",".join(map(str, line))) + "\n"
        for number, line in enumerate(lines, start=1)
    )
    account, _ = land_here(tmp_path, text.encode())
    import pyarrow.parquet as pq

    refused = pq.read_table(account.refused_parquet(tmp_path / "out")).to_pylist()
    assert [(row["row"], row["reason_code"]) for row in refused] == [
        (100, "ragged_row"),
        (1500, "ragged_row"),
    ]
    landed = pq.read_table(account.parquet(tmp_path / "out")).column("_row").to_pylist()
    assert landed == [number for number in range(2, len(lines) + 1) if number not in broken]
    assert account.rows_read == len(lines) - 1


def test_a_character_broken_far_below_refuses_the_file(tmp_path: Path, in_small_blocks: None) -> None:
    content = csv([HEADER, *rows(200_000)[UP_TO_ONE:]], "gb18030")
    account, _ = land_here(tmp_path, content + b"\xff\xff,\r\n")
    assert (account.status, account.reason_code) == ("refused_file", "unknown_encoding")
    assert not account.parquet(tmp_path / "out").exists()
