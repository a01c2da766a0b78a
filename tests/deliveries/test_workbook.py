"""What a workbook shows and a plain reader of its cells does not see."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from tests.deliveries.desk import hand_in, xlsx
from transforms.deliveries import discover

HEADER = ["学校代码", "专业代码", "层次", "届别", "毕业生数", "落实去向人数"]
ROW = ["4150010611", "500101", "高职", "2023届", 57, 50]
OTHER = ["4150010611", "500102", "高职", "2023届", 40, 31]


def test_a_count_merged_over_two_rows_belongs_to_neither(tmp_path: Path) -> None:
    content = xlsx([HEADER, ROW, [*OTHER[:4], None, 31]], merged=["E2:E3"])
    received = hand_in(tmp_path, content, "报送.xlsx")
    assert received.reasons() == [(2, "毕业生数", "merged_number"), (3, "毕业生数", "merged_number")]


def test_a_school_merged_over_its_rows_stands_in_each(tmp_path: Path) -> None:
    received = hand_in(tmp_path, xlsx([HEADER, ROW, [None, *OTHER[1:]]], merged=["A2:A3"]), "报送.xlsx")
    assert received.column("institution_code") == ["4150010611"] * 2


def test_the_heading_of_a_section_is_no_row(tmp_path: Path) -> None:
    content = xlsx([HEADER, ["一、工学"], ROW, ["二、文学"], OTHER], merged=["A2:F2", "A4:F4"])
    account = hand_in(tmp_path, content, "报送.xlsx").account
    assert (account.landed, account.refused, account.furniture_rows) == (2, 0, 3)


def test_a_unit_above_the_table_counts_for_its_counts(tmp_path: Path) -> None:
    content = xlsx([["就业情况", None, None, None, "单位：万人"], HEADER, [*ROW[:4], 1.2, 1]])
    received = hand_in(tmp_path, content, "报送.xlsx")
    assert (received.column("graduates"), received.column("placed")) == ([12_000], [10_000])


def test_a_hidden_sheet_is_named_and_not_read(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx([HEADER, ROW], more={"旧数": [HEADER, OTHER]})))
    book["旧数"].sheet_state = "veryHidden"
    stream = io.BytesIO()
    book.save(stream)
    account = hand_in(tmp_path, stream.getvalue(), "报送.xlsx").account
    assert (account.landed, account.hidden_sheets) == (1, ("旧数",))
    assert "hidden sheet: 旧数" in account.notes


def test_numbers_keep_all_their_digits(tmp_path: Path) -> None:
    header = ["目录版本", "口径", "专业类代码", "门类代码", "权重"]
    content = xlsx([header, ["vocational-2021", "专业类", "5001", "G", 0.123456789012345]])
    received = hand_in(tmp_path, content, "对照.xlsx", feed="crosswalk")
    assert received.column("weight") == [0.123456789012345]


def test_the_same_bytes_under_two_names_are_two_deliveries(tmp_path: Path) -> None:
    folder = tmp_path / "raw" / "employment"
    folder.mkdir(parents=True)
    # written once: an archive says when its members were
    same = xlsx([HEADER, ROW])
    for name in ("甲.xlsx", "乙.xlsx"):
        (folder / name).write_bytes(same)
    found = discover([tmp_path / "raw"]).deliveries
    assert len({delivery.delivery_id for delivery in found}) == 2
    assert len({delivery.sha256 for delivery in found}) == 1


def test_identity_numbers_are_never_repeated(tmp_path: Path) -> None:
    numbers = ["11010519491231002X", "110105194912310038", "110105194912310054", "110105194912310011"]
    rows = [[*HEADER, "身份证号"], *([*ROW[:4], 57, 60, number] for number in numbers)]
    received = hand_in(tmp_path / "few", xlsx(rows[:2]), "报送.xlsx")
    assert received.account.status == "landed"
    assert all("11010519491231" not in row["row_json"] for row in received.refused)
