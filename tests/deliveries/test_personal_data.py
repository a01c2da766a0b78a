"""Rows and files that hold personal data are refused, and the reason does not repeat it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.deliveries.desk import Received, csv, hand_in, xlsx
from transforms.deliveries import discover

HEADER = ["学校代码", "专业代码", "届别", "毕业生数", "落实人数", "专业名称", "备注"]
GOOD = ["4150010611", "500101", "2025", "60", "57", "护理", "教务处 023-68123456"]
SAID = ("11010519491231002", "13800138000", "0013", "lisi@", "王小明")


def row(**cells: str) -> list[str]:
    return [cells.get(name, cell) for name, cell in zip(HEADER, GOOD, strict=True)]


def wholly(received: Received) -> str:
    """All that was written of a delivery, but for the landed rows: accounts and refused rows."""
    return repr([received.accounts, received.refused])


def silent(received: Received) -> bool:
    return not any(said in wholly(received) for said in SAID)


@pytest.mark.parametrize("column", ["学校代码", "专业代码", "专业名称", "备注"])
@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("11010519491231002X", "identity_number"),
        ("１１０１０５１９４９１２３１００２Ｘ", "identity_number"),
        ("王小明13800138000号", "mobile_number"),
        ("138 0013 8000", "mobile_number"),
        ("王小明 lisi@example.com", "email_address"),
    ],
)
def test_a_row_with_personal_data_in_any_column_is_refused(
    tmp_path: Path, column: str, cell: str, reason: str
) -> None:
    received = hand_in(tmp_path, csv([HEADER, GOOD, row(**{column: cell}), GOOD]))
    assert received.reasons() == [(3, column, reason)]
    assert received.account.landed == 2
    assert [problem["raw_text"] for problem in received.refused] == ["***"]
    assert silent(received)


def test_what_else_is_wrong_with_the_row_is_said_without_the_cell(tmp_path: Path) -> None:
    received = hand_in(tmp_path, csv([HEADER, row(届别="13800138000", 毕业生数="问13800138000")]))
    assert {reason for _, _, reason in received.reasons()} == {"not_a_year", "not_a_whole_number"}
    assert silent(received)


def test_a_line_of_another_width_is_shown_without_them(tmp_path: Path) -> None:
    received = hand_in(tmp_path, csv([HEADER, GOOD, [*GOOD, "王小明13800138000"]]))
    assert received.reasons() == [(3, None, "ragged_row")]
    assert silent(received)


def test_a_column_of_mobile_numbers_nobody_asked_for_refuses_its_rows(tmp_path: Path) -> None:
    rows = [[*HEADER, "尾列"], *([*GOOD, f"1380013800{number}"] for number in range(4))]
    received = hand_in(tmp_path, csv(rows))
    assert received.reasons() == [(number, "尾列", "mobile_number") for number in range(2, 6)]
    assert silent(received)


def test_amounts_of_eleven_digits_are_no_mobile_numbers(tmp_path: Path) -> None:
    """In a column of the contract that holds numbers, and in one that nobody reads among other amounts."""
    amounts = ["13800138000", "2790000", "150001", ""]
    rows = [[*HEADER, "金额"], *([*GOOD, amount] for amount in amounts)]
    assert hand_in(tmp_path / "unread", csv(rows)).account.landed == 4
    header = ["地区代码", "行业分类", "行业代码", "年份", "指标", "数值"]
    rows = [header, ["500000", "gbt4754-2017", "C", "2025", "增加值", "13800138000"]]
    assert hand_in(tmp_path / "read", csv(rows), feed="industry_activity").account.landed == 1


def test_one_mobile_number_under_a_header_of_telephones_refuses_its_row(tmp_path: Path) -> None:
    rows = [[*HEADER, "联系电话"], [*GOOD, "02368123456"], [*GOOD, "13800138000"], [*GOOD, "68123456"]]
    received = hand_in(tmp_path, csv(rows))
    assert received.reasons() == [(3, "联系电话", "mobile_number")]


def test_every_part_of_a_row_that_makes_several_records_is_refused(tmp_path: Path) -> None:
    header = [
        "学校代码",
        "专业代码",
        "2024届毕业生数",
        "2024届落实人数",
        "2025届毕业生数",
        "2025届落实人数",
        "备注",
    ]
    groups = [
        {
            "columns": {"graduates": f"{year}届毕业生数", "placed": f"{year}届落实人数"},
            "constants": {"cohort_year": year},
        }
        for year in (2024, 2025)
    ]
    rows = [
        header,
        [*GOOD[:2], "60", "57", "61", "58", "13800138000"],
        [*GOOD[:2], "60", "57", "61", "58", ""],
    ]
    received = hand_in(tmp_path, csv(rows), source={"unpivot": {"groups": groups}})
    assert (received.account.landed, received.account.refused) == (2, 2)
    assert {reason for _, _, reason in received.reasons()} == {"mobile_number"}
    assert silent(received)


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ({"publisher": "赵六 13800138000"}, "personal_source_file"),
        ({"title": "王小明11010519491231002X"}, "personal_source_file"),
        ({"url": "https://lisi@example.com"}, "personal_source_file"),
        ({"licence": "lisi@example.com"}, "personal_source_file"),
        ({"constants": {"major_name": 13800138000}}, "personal_source_file"),
        (
            {"exclude": [{"column": "备注", "equals": "无", "reason": "见13800138000"}]},
            "personal_source_file",
        ),
        ({"values": {"major_name": {"王小明13800138000": "护理"}}}, "personal_source_file"),
        (
            {"publisher": "市教委 023-68123456", "sha256": None, "url": "https://example.edu/4150010611101"},
            None,
        ),
    ],
)
def test_a_source_file_with_personal_data_refuses_its_file(
    tmp_path: Path, stated: dict[str, Any], reason: str | None
) -> None:
    received = hand_in(tmp_path, csv([HEADER, GOOD]), source=stated)
    assert received.account.reason_code == reason
    assert received.account.landed == (0 if reason else 1)
    assert silent(received)


@pytest.mark.parametrize("name", ["王小明 11010519491231002X.csv", "13800138000.csv", "lisi@example.com.csv"])
def test_a_file_whose_name_holds_personal_data_is_refused_under_another_name(
    tmp_path: Path, name: str
) -> None:
    received = hand_in(tmp_path, csv([HEADER, GOOD]), name)
    assert (received.account.file, received.account.reason_code) == (
        "employment/***1.csv",
        "personal_file_name",
    )
    assert received.account.landed == 0
    assert silent(received)
    assert (received.out.parent / "raw" / "employment" / name).exists()


def test_two_files_whose_names_are_withheld_stay_two(tmp_path: Path) -> None:
    folder = tmp_path / "raw" / "employment"
    folder.mkdir(parents=True)
    for name in ("13800138000.csv", "13800138001.csv", "2025届.csv"):
        (folder / name).write_bytes(csv([HEADER, GOOD]))
    found = discover([tmp_path / "raw"]).deliveries
    assert [delivery.file for delivery in found] == [
        "employment/***1.csv",
        "employment/***2.csv",
        "employment/2025届.csv",
    ]
    assert len({delivery.delivery_id for delivery in found}) == 3


def test_a_file_of_no_feed_is_named_without_personal_data(tmp_path: Path) -> None:
    (tmp_path / "王小明13800138000.csv").write_bytes(csv([HEADER, GOOD]))
    assert [file for file, _ in discover([tmp_path]).passed_over] == ["***.csv"]


@pytest.mark.parametrize("hidden", [(), ("王小明13800138000",)])
def test_a_sheet_whose_name_holds_personal_data_refuses_the_file(
    tmp_path: Path, hidden: tuple[str, ...]
) -> None:
    content = xlsx([HEADER, GOOD], sheet="报送", more={"王小明13800138000": [["草稿"]]}, hidden=hidden)
    received = hand_in(tmp_path, content, "报送.xlsx")
    assert received.account.reason_code == "personal_sheet_name"
    assert "第 2 个工作表" in str(received.account.message)
    assert silent(received)


@pytest.mark.parametrize("mapped", [True, False])
def test_a_header_that_holds_personal_data_refuses_the_file(tmp_path: Path, mapped: bool) -> None:
    header = [*HEADER[:-1], "王小明13800138000"]
    content = csv([header, GOOD] if mapped else [["王小明13800138000", *HEADER[2:]], GOOD[1:]])
    received = hand_in(tmp_path, content)
    assert received.account.status == "refused_file"
    assert received.account.reason_code == ("personal_header" if mapped else "missing_column")
    assert silent(received)
