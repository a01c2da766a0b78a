"""Identity numbers: known by birthday and checksum, refused, and never repeated in what is written of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deliveries.desk import Received, csv, hand_in
from transforms.deliveries.judging.codes import is_identity_number, masked

HEADER = ["学校代码", "专业代码", "届别", "毕业生数", "落实人数"]
GOOD = ["5001000001", "500101", "2023", "57", "50"]
# made up; the last character is that of the checksum
NUMBERS = ["11010519491231002X", "110105194912310038", "110105194912310054", "110105194912310011"]


def written(received: Received) -> str:
    """Everything that is written down of refused rows."""
    return "\n".join(str(list(row.values())) for row in received.refused)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (NUMBERS[0], "110105************"),
        (f"学号 {NUMBERS[1]}，2023届", "学号 110105************，2023届"),
        (f"{NUMBERS[0].lower()}/{NUMBERS[1]}", "110105************/110105************"),
        # longer numbers, shorter ones and codes are none
        (f"{NUMBERS[1]}0", f"{NUMBERS[1]}0"),
        (f"0{NUMBERS[1]}", f"0{NUMBERS[1]}"),
        (NUMBERS[1][:17], NUMBERS[1][:17]),
        ("4150010611", "4150010611"),
    ],
)
def test_of_an_identity_number_its_region_alone_is_shown(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    ("text", "looks", "is_right"),
    [
        (NUMBERS[0], True, True),
        (NUMBERS[0].lower(), True, True),
        (f" {NUMBERS[1]} ", True, True),
        # another last digit; no such month or day; born in 1899 and in 2031
        ("110105194912310039", True, False),
        ("110105194913310038", False, False),
        ("110105194902300038", False, False),
        ("110105189912310038", False, False),
        ("110105203101010038", False, False),
        ("11010519491231003", False, False),
        ("1101051949123100388", False, False),
    ],
)
def test_an_identity_number_has_a_birthday_and_a_checksum(text: str, looks: bool, is_right: bool) -> None:
    assert is_identity_number(text) is looks
    assert is_identity_number(text, is_checked=True) is is_right


def test_every_last_character_of_a_checksum_is_the_right_one() -> None:
    """By the rule of GB 11643: the weighted sum of all 18 is one more than a multiple of 11."""
    weights = [2**place % 11 for place in range(17, -1, -1)]
    for number in range(100, 1000, 7):
        start = f"11010519491231{number}"
        right = [
            last
            for last in "0123456789X"
            if sum(w * (10 if c == "X" else int(c)) for w, c in zip(weights, start + last, strict=True)) % 11
            == 1
        ]
        assert [last for last in "0123456789X" if is_identity_number(start + last, is_checked=True)] == right


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


# three numbers and more in more than half of the rows are a column of them
@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (NUMBERS[:2], None),
        (NUMBERS[:3], "identity_numbers"),
        ([*NUMBERS[:3], "", ""], "identity_numbers"),
        ([*NUMBERS[:3], "", "", ""], None),
        (["11010519491231002X", "11010519491231010X", "11010519491231029x"], "identity_numbers"),
        (["110105194912310039", "110105194912310055", "110105194912310012"], None),
    ],
    ids=[
        "two",
        "three",
        "three of five",
        "three of six",
        "three that end in X",
        "three with a wrong last digit",
    ],
)
def test_a_file_with_a_column_of_numbers_is_refused_and_one_with_a_few_is_not(
    tmp_path: Path, cells: list[str], reason: str | None
) -> None:
    account = hand_in(tmp_path, csv([[*HEADER, "备注"], *([*GOOD, cell] for cell in cells)])).account
    assert account.reason_code == reason
    assert not [number for number in cells if number and number in f"{account.message} {account.message_en}"]
