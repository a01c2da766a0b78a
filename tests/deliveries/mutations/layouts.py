"""Mutations of the table's layout and of its mapping by a source file."""

from __future__ import annotations

from typing import Any

from tests.deliveries.desk import csv, xlsx
from tests.deliveries.mutations.good import GOOD, HEADER, Mutation, Row, Rows, good

WIDTH = len(HEADER)


def line(*cells: Any) -> Row:
    """A row of the table's width that begins with these cells."""
    return [*cells, *[None] * (WIDTH - len(cells))]


def above(*lines: Row) -> Rows:
    return [*lines, *good()]


def between(position: int, *lines: Row) -> Rows:
    rows = good()
    return [*rows[:position], *lines, *rows[position:]]


def named(**names: str) -> Rows:
    """The good delivery with other column names."""
    return [[names.get(name, name) for name in HEADER], *good()[1:]]


def with_column(name: str, cell: Any, position: int = WIDTH) -> Rows:
    rows = good()
    return [
        [*row[:position], name if number == 0 else cell, *row[position:]] for number, row in enumerate(rows)
    ]


def two_lines() -> Rows:
    upper = ["学校代码", "专业", None, "层次", "届别", "毕业去向", None, None, None]
    lower = [None, "代码", "名称", None, None, "毕业生数", "落实人数", "落实率", "升学人数"]
    return [line("某市毕业去向落实情况"), upper, lower, *good()[1:]]


TWO_LINES_MERGED = ["A1:I1", "A2:A3", "B2:C2", "D2:D3", "E2:E3", "F2:I2"]


def three_lines() -> Rows:
    first = ["学校代码", "专业代码", "专业名称", "层次", "届别", "毕业生", None, None, None]
    second = [None, None, None, None, None, "合计数", "其中", None, None]
    third = [None, None, None, None, None, None, "落实人数", "落实率", "升学人数"]
    return [first, second, third, *good()[1:]]


def merged_schools() -> Rows:
    rows = good()
    for row in [*rows[2:7], *rows[8:13]]:
        row[0] = None
    return rows


def by_year() -> Rows:
    """One row per major, graduates and placed of two years side by side."""
    rows: Rows = [["学校代码", "专业代码", "专业名称", "层次", "2022毕业", "2022落实", "2022率", "2022升学"]]
    rows[0] += ["2023毕业", "2023落实", "2023率", "2023升学"]
    for row in GOOD:
        if row[4] == "2022":
            later = next(other for other in GOOD if other[:4] == row[:4] and other[4] == "2023")
            rows.append([*row[:4], *row[5:], *later[5:]])
    return rows


def year_group(year: int) -> dict[str, Any]:
    names = {"graduates": "毕业", "placed": "落实", "employment_rate": "率", "further_study": "升学"}
    return {
        "columns": {to: f"{year}{name}" for to, name in names.items()},
        "constants": {"cohort_year": year},
    }


FOREIGN = {
    "学校代码": "SCHID",
    "专业代码": "MAJ",
    "层次": "LVL",
    "届别": "YR",
    "毕业生数": "N",
    "落实人数": "K",
}
MAPPED = {
    "columns": {
        "institution_code": "SCHID",
        "major_code": ["MAJOR", "MAJ"],
        "level": "LVL",
        "cohort_year": "YR",
        "graduates": "N",
        "placed": "K",
        "major_name": "专业名称",
        "employment_rate": "落实率",
        "further_study": "升学人数",
    }
}
STUDY = frozenset({"further_study"})
DIFFERENT_COUNT = with_column("毕业生人数", "1")
SAME_COUNT = [[*row, "毕业生人数" if number == 0 else row[5]] for number, row in enumerate(good())]

LAYOUTS = [
    Mutation("a title above", lambda: xlsx(above(line("2023届毕业去向")), merged=["A1:I1"]), "报送.xlsx"),
    Mutation("title, blank row and unit above", lambda: csv(above(line("去向"), line(), line("单位：人")))),
    Mutation("title lines of fewer cells", lambda: "毕业去向\r\n填报单位,某校\r\n".encode() + csv(good())),
    Mutation("a header of two merged lines", lambda: xlsx(two_lines(), TWO_LINES_MERGED), "报送.xlsx"),
    Mutation(
        "a header of three merged lines, stated",
        lambda: xlsx(three_lines(), ["F1:I1", "G2:I2"]),
        "报送.xlsx",
        source={
            "header_row": 1,
            "header_rows": 3,
            "columns": {
                "graduates": "毕业生 合计数",
                "placed": "毕业生 其中 落实人数",
                "employment_rate": "毕业生 其中 落实率",
                "further_study": "毕业生 其中 升学人数",
            },
        },
    ),
    Mutation("the header again on every page", lambda: csv(between(7, list(HEADER)))),
    Mutation(
        "title and header again on the next page", lambda: csv(between(7, line(), line("续表"), list(HEADER)))
    ),
    Mutation("a footnote", lambda: csv([*good(), line("注：不含结业生")])),
    Mutation(
        "a note of several lines",
        lambda: csv([*good(), line(), line("说明：1.不含结业生；"), line("2.截至12月31日。")]),
    ),
    Mutation("signatures", lambda: xlsx([*good(), line("填表人：张某", None, "审核人：李某")]), "报送.xlsx"),
    Mutation("the source of the figures", lambda: csv([*good(), line("数据来源：就业系统")])),
    Mutation("a blank column on the left", lambda: xlsx([[None, *row] for row in good()]), "报送.xlsx"),
    Mutation("a blank column within", lambda: csv([[*row[:3], None, *row[3:]] for row in good()])),
    Mutation("blank rows within", lambda: csv(between(5, line(), line()))),
    Mutation("a running number", lambda: csv(with_column("序号", "1", 0))),
    Mutation("a column nobody knows", lambda: csv(with_column("备忘", "略"))),
    Mutation("columns in reverse order", lambda: csv([row[::-1] for row in good()])),
    Mutation("units in the names", lambda: csv(named(毕业生数="毕业生数（人）", 落实率="落实率(%)"))),
    Mutation(
        "spaces and line breaks in the names",
        lambda: xlsx(named(学校代码="学 校\n代 码", 届别=" 届　别 ")),
        "报送.xlsx",
    ),
    Mutation("English names", lambda: csv(named(学校代码="Institution code", 毕业生数="GRADUATES"))),
    Mutation(
        "aliases", lambda: csv(named(学校代码="学校标识码", 毕业生数="毕业生人数", 落实率="毕业去向落实率"))
    ),
    Mutation("one column under two names with one content", lambda: csv(SAME_COUNT)),
    Mutation(
        "one column under two names with two contents",
        lambda: csv(DIFFERENT_COUNT),
        file_reason="repeated_header",
    ),
    Mutation(
        "a required column with a misspelt name",
        lambda: csv(named(届别="毕业借别")),
        file_reason="missing_column",
    ),
    Mutation(
        "an optional column with a misspelt name", lambda: csv(named(升学人数="升雪人数")), unread=STUDY
    ),
    Mutation(
        "a required column left out", lambda: csv([row[1:] for row in good()]), file_reason="missing_column"
    ),
    Mutation("no header at all", lambda: csv(good()[1:]), file_reason="no_header"),
    Mutation(
        "the sheets of two schools", lambda: xlsx(good()[:7], more={"乙": [HEADER, *good()[7:]]}), "报送.xlsx"
    ),
    Mutation(
        "a sheet of instructions first",
        lambda: xlsx([["填报说明"], ["一、请用代码"]], more={"数据": good()}),
        "报送.xlsx",
    ),
    Mutation(
        "last year's rows on a hidden sheet",
        lambda: xlsx(good(), more={"旧": [HEADER, *good()[1:4]]}, hidden=["旧"]),
        "报送.xlsx",
    ),
    Mutation(
        "merged labels of rows",
        lambda: xlsx(merged_schools(), merged=["A2:A7", "A8:A13"]),
        "报送.xlsx",
    ),
    Mutation(
        "labels only where they change, stated",
        lambda: csv(merged_schools()),
        source={"fill_down": ["学校代码"]},
    ),
    Mutation(
        "labels only where they change, not stated",
        lambda: csv(merged_schools()),
        refused={key: ["missing_value"] for key in [*range(1, 6), *range(7, 12)]},
    ),
    Mutation("foreign names, mapped", lambda: csv(named(**FOREIGN)), source=MAPPED),
    Mutation("foreign names, not mapped", lambda: csv(named(**FOREIGN)), file_reason="missing_column"),
    Mutation(
        "years side by side, unpivoted",
        lambda: csv(by_year()),
        source={"unpivot": {"groups": [year_group(2022), year_group(2023)]}},
    ),
    Mutation(
        "a constant for a missing column",
        lambda: csv([row[:3] + row[4:] for row in good()[:7]] + [row[:3] + row[4:] for row in good()[7:]]),
        source={"constants": {"level": "本科"}},
        changed={n: {"level": "bachelor"} for n in range(12)},
    ),
    Mutation(
        "a total row at the end",
        lambda: csv([*good(), line("合计", None, None, None, None, "3517", "3071")]),
        totals=1,
    ),
    Mutation(
        "subtotals of each school",
        lambda: csv([*between(7, line(None, "小计")), line(None, "小计"), line("总 计")]),
        totals=3,
    ),
    Mutation(
        "the total first",
        lambda: csv(between(1, line("全市合计", None, None, None, None, "3517", "3071"))),
        totals=1,
    ),
    Mutation(
        "total rows of a foreign kind, stated",
        lambda: csv([*good(), line("5001000001", "99", None, "高职", "2022", "1", "1")]),
        source={"total_rows": [{"column": "专业代码", "equals": "99"}]},
        totals=1,
    ),
    Mutation(
        "rows left out by declaration",
        lambda: csv(good()),
        source={"exclude": [{"column": "层次", "equals": "本科", "reason": "另表报送"}]},
        refused={key: ["excluded"] for key in range(6, 12)},
    ),
    Mutation("a line with a comma too many", lambda: csv(between(3, [*GOOD[0], "x"])), added=["ragged_row"]),
    Mutation(
        "a line broken off", lambda: csv(good()) + "5001000001,500101,铁".encode(), added=["ragged_row"]
    ),
    Mutation(
        "a comma within quotation marks",
        lambda: csv(good(r0_专业名称="铁道,机车")),
        changed={0: {"major_name": "铁道,机车"}},
    ),
    Mutation(
        "a line break within quotation marks",
        lambda: csv(good(r0_专业名称="铁道\n机车")),
        changed={0: {"major_name": "铁道\n机车"}},
    ),
]
