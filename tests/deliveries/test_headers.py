"""Where a table begins: titles, merged header lines, repeated headers, footnotes, blank rows and columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.deliveries.desk import Rows, csv, hand_in, xlsx

HEADER = ["学校代码", "专业代码", "届别", "毕业生数", "落实人数"]
FIRST = ["5001000001", "500101", "2023", "57", "50"]
SECOND = ["5001000001", "500102", "2023", "40", "31"]
COUNTS = [(57, 50), (40, 31)]


def counts_and_rows(folder: Path, content: bytes, name: str, **source: Any) -> tuple[list[Any], list[Any]]:
    """Graduates and placed of each row, and the rows they stand in."""
    received = hand_in(folder, content, name, source=source or None)
    assert received.account.status == "landed", received.account.message
    assert received.reasons() == []
    return list(zip(received.column("graduates"), received.column("placed"), strict=True)), received.column(
        "_row"
    )


LAYOUTS: dict[str, tuple[Rows, list[int]]] = {
    "header in the first row": ([HEADER, FIRST, SECOND], [2, 3]),
    "a title above": ([["某市毕业生去向落实情况"] + [None] * 4, HEADER, FIRST, SECOND], [3, 4]),
    "title, unit and date above": (
        [
            ["某市毕业去向"] + [None] * 4,
            ["填报单位：", "某校", None, "日期：", "2023-12-31"],
            [None] * 5,
            HEADER,
            FIRST,
            SECOND,
        ],
        [5, 6],
    ),
    "header repeated on the next page": ([HEADER, FIRST, HEADER, SECOND], [2, 4]),
    "blank rows between": ([HEADER, [None] * 5, FIRST, [None] * 5, SECOND], [3, 5]),
    "a footnote below": ([HEADER, FIRST, SECOND, ["注：不含结业生"] + [None] * 4], [2, 3]),
    "signatures below": ([HEADER, FIRST, SECOND, ["填表人：张某", None, "审核人：李某", None, None]], [2, 3]),
    "a blank column on the left": ([[None, *row] for row in (HEADER, FIRST, SECOND)], [2, 3]),
    "a blank column within": ([[*row[:2], None, *row[2:]] for row in (HEADER, FIRST, SECOND)], [2, 3]),
    "a running number": ([["序号", *HEADER], ["1", *FIRST], ["2", *SECOND]], [2, 3]),
    "units in brackets": (
        [["学校代码", "专业代码", "届别（年）", "毕业生数（人）", "落实人数[人]"], FIRST, SECOND],
        [2, 3],
    ),
    "spaces and breaks in names": (
        [["学 校 代 码", "专业\n代码", "届　别", " 毕业生数 ", "落实人数"], FIRST, SECOND],
        [2, 3],
    ),
    "English names": (
        [["Institution code", "MAJOR CODE", "Cohort year", "graduates", "Placed"], FIRST, SECOND],
        [2, 3],
    ),
    "columns in another order": ([row[::-1] for row in (HEADER, FIRST, SECOND)], [2, 3]),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_table_is_found_in_every_layout(tmp_path: Path, layout: str, kind: str) -> None:
    rows, expected = LAYOUTS[layout]
    content = csv(rows) if kind == "csv" else xlsx(rows)
    found, places = counts_and_rows(tmp_path, content, f"报送.{kind}")
    assert (found, places) == (COUNTS, expected)


TWO_LINES = [
    ["毕业去向落实情况表", None, None, None, None, None],
    ["学校代码", "专业", None, "届别", "人数", None],
    [None, "代码", "名称", None, "毕业生数", "落实人数"],
    ["5001000001", "500101", "铁道机车", "2023", 57, 50],
    ["5001000001", "500102", "铁道车辆", "2023", 40, 31],
]
THREE_LINES = [
    ["学校代码", "专业代码", "届别", "毕业生", None, None],
    [None, None, None, "总数", "其中", None],
    [None, None, None, None, "落实人数", "升学人数"],
    ["5001000001", "500101", "2023", 57, 50, 10],
    ["5001000001", "500102", "2023", 40, 31, 5],
]


def test_a_header_of_two_merged_lines(tmp_path: Path) -> None:
    content = xlsx(TWO_LINES, merged=["A1:F1", "A2:A3", "B2:C2", "D2:D3", "E2:F2"])
    assert counts_and_rows(tmp_path, content, "报送.xlsx") == (COUNTS, [4, 5])


def test_a_header_of_three_merged_lines_by_its_source_file(tmp_path: Path) -> None:
    content = xlsx(THREE_LINES, merged=["A1:A3", "B1:B3", "C1:C3", "D1:F1", "D2:D3", "E2:F2"])
    named = {"graduates": "毕业生 总数", "placed": "毕业生 其中 落实人数"}
    stated = {"header_row": 1, "header_rows": 3, "columns": named}
    assert counts_and_rows(tmp_path, content, "报送.xlsx", **stated) == (COUNTS, [4, 5])


def test_a_stated_header_row_is_believed(tmp_path: Path) -> None:
    rows = [["学校代码", "专业代码", "届别", "毕业生数", "旧口径"], HEADER, FIRST, SECOND]
    assert counts_and_rows(tmp_path, csv(rows), "报送.csv", header_row=2) == (COUNTS, [3, 4])


def test_merged_labels_of_rows_are_carried_down(tmp_path: Path) -> None:
    rows = [HEADER, FIRST, [None, "500102", "2023", "40", "31"]]
    content = xlsx(rows, merged=["A2:A3"])
    received = hand_in(tmp_path, content, "报送.xlsx", source={"fill_down": ["学校代码"]})
    assert received.column("institution_code") == ["5001000001", "5001000001"]


def test_every_visible_sheet_with_the_header_is_read(tmp_path: Path) -> None:
    content = xlsx(
        [HEADER, FIRST], sheet="甲校", more={"说明": [["填报说明"], ["一、…"]], "乙校": [HEADER, SECOND]}
    )
    received = hand_in(tmp_path, content, "报送.xlsx")
    assert received.column("_sheet") == ["甲校", "乙校"]
    assert received.column("_row") == [2, 2]


def test_a_file_without_the_header_is_refused_as_a_whole(tmp_path: Path) -> None:
    received = hand_in(tmp_path, csv([["甲", "乙"], ["1", "2"]]))
    assert (received.account.status, received.account.reason_code) == ("refused_file", "no_header")
    assert "学校代码" in str(received.account.message)


def test_a_header_and_nothing_below_is_an_empty_list(tmp_path: Path) -> None:
    account = hand_in(tmp_path, csv([HEADER])).account
    assert (account.status, account.rows_read) == ("landed", 0)


def test_a_required_column_that_is_missing_refuses_the_file(tmp_path: Path) -> None:
    rows = [[*row[:2], *row[3:]] for row in (HEADER, FIRST)]
    received = hand_in(tmp_path, csv(rows))
    assert (received.account.status, received.account.reason_code) == ("refused_file", "missing_column")
    assert "毕业年份" in str(received.account.message)


def test_a_header_that_fits_no_alias_gets_the_nearest_name_and_is_not_guessed(tmp_path: Path) -> None:
    rows = [[*HEADER, "升学人数小计", "备忘"], [*FIRST, "10", "x"]]
    received = hand_in(tmp_path, csv(rows))
    assert dict(received.account.unmapped_columns) == {"升学人数小计": "升学人数", "备忘": None}
    assert received.column("further_study") == [None]
