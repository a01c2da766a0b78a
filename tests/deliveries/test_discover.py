"""What is a delivery, whether it is the one its office sent, and what is left of one that is refused later."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.deliveries.desk import csv, hand_in
from transforms.child_process import ChildDied
from transforms.deliveries import discover

HEADER = ["学校代码", "专业代码", "届别", "毕业生数", "落实人数"]
GOOD = csv([HEADER, ["5001000001", "500101", "2023", "57", "50"]])
SHA256 = hashlib.sha256(GOOD).hexdigest()


@pytest.mark.parametrize(
    "name",
    [
        "employment/.报送.csv",
        "employment/~$报送.csv",
        "employment/.backup/employment/报送.csv",
        "employment/报送.核对.xlsx",
        "employment/报送.核对2.xlsx",
        "employment/说明.md",
        "employment/truth.csv",
    ],
)
def test_what_tools_and_people_leave_beside_a_delivery_is_none(tmp_path: Path, name: str) -> None:
    for path in (tmp_path / name, tmp_path / "employment" / "报送.csv"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(GOOD)
    found = discover([tmp_path])
    assert [delivery.file for delivery in found.deliveries] == ["employment/报送.csv"]
    assert found.unrecognised == []


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        (SHA256, None),
        (SHA256.upper(), None),
        (hashlib.sha256(GOOD + GOOD).hexdigest(), "checksum_differs"),
    ],
    ids=["the right one", "in capitals", "another"],
)
def test_a_file_is_the_one_whose_checksum_its_office_states(
    tmp_path: Path, stated: str, reason: str | None
) -> None:
    assert hand_in(tmp_path, GOOD, source={"sha256": stated}).account.reason_code == reason


def test_a_file_that_is_refused_as_a_whole_leaves_no_rows_of_an_earlier_landing(tmp_path: Path) -> None:
    assert len(hand_in(tmp_path, GOOD).rows) == 1
    again = hand_in(tmp_path, GOOD, source={"sha256": "0" * 64})
    assert again.account.status == "refused_file"
    assert again.rows == []


def test_a_file_whose_reader_died_is_read_again_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def died(*arguments: object, **bounds: object) -> None:
        raise ChildDied("out_of_memory", "")

    with monkeypatch.context() as patch:
        patch.setattr("transforms.deliveries.landing.land.run_in_child", died)
        assert hand_in(tmp_path, GOOD).account.reason_code == "out_of_memory"
    assert hand_in(tmp_path, GOOD).account.status == "landed"
