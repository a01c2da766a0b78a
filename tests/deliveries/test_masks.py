"""Personal data of a refused row is never repeated in what is written of it; what it is: test_personal_data."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deliveries.desk import Received, csv, hand_in

HEADER = ["学校代码", "专业代码", "届别", "毕业生数", "落实人数"]
GOOD = ["5001000001", "500101", "2023", "57", "50"]
# made up; the last character is that of the checksum
NUMBERS = ["11010519491231002X", "110105194912310038", "110105194912310054", "110105194912310011"]


def written(received: Received) -> str:
    """Everything that is written down of refused rows."""
    return "\n".join(str(list(row.values())) for row in received.refused)


@pytest.mark.parametrize("column", range(5))
@pytest.mark.parametrize("number", NUMBERS[:2])
def test_a_number_in_any_cell_of_a_refused_row_is_not_written_down(
    tmp_path: Path, column: int, number: str
) -> None:
    row = [*GOOD[:column], number, *GOOD[column + 1 :], "x"]
    received = hand_in(tmp_path, csv([[*HEADER, "升学人数"], row]))
    assert received.account.refused == 1
    assert number not in written(received)


def test_a_number_in_a_line_that_does_not_fit_is_not_written_down(tmp_path: Path) -> None:
    received = hand_in(tmp_path, csv([HEADER, GOOD, [*GOOD, "x", NUMBERS[0]]]))
    assert [reason for *_, reason in received.reasons()] == ["ragged_row"]
    assert NUMBERS[0] not in written(received)


@pytest.mark.parametrize(
    ("name", "cell"),
    [("学生姓名", "张三"), ("联系电话", "023-67000000"), ("身份证件号", "G12345678"), ("E-mail", "a@b.cn")],
)
def test_a_column_that_names_persons_is_withheld_of_a_refused_row(
    tmp_path: Path, name: str, cell: str
) -> None:
    received = hand_in(tmp_path, csv([[*HEADER, name], [*GOOD[:3], "x", "50", cell]]))
    assert received.account.refused == 1
    assert cell not in written(received)
    assert "5001000001" in written(received)
