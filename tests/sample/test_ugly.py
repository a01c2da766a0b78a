"""The ugly city: every bad habit is there, and nothing of the tidy city is lost in it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.sample.conftest import files_of
from transforms.sample.forms.ugly import HABITS, MEASURES, Habit, lay_out, spoil
from transforms.sample.forms.writing import Table
from transforms.yaml_text import read_yaml

CHINESE = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")}
EMPLOYMENT = {
    "institution_code": "学校代码",
    "institution_name": "学校名称",
    "major_code": "专业代码",
    "cohort_year": "届别",
    "graduates": "毕业生数",
    "placed": "落实人数",
}
ROWS = [
    ("9950002001", "甲校", "090101", 2023, 1200, 1123),
    ("9950002001", "甲校", "510201", 2023, 40, 24),
    ("9950002002", "乙校", "030101K", 2023, 30, None),
]


def table(rows: list[tuple[Any, ...]] = ROWS) -> Table:
    totals = ("graduates", "placed")
    return Table(
        "employment", "employment/表.xlsx", "表", "某局", date(2024, 1, 1), EMPLOYMENT, rows, totals=totals
    )


def spoiled(habit: Habit) -> list[list[Any]]:
    rows = [row for row in ROWS if row[5] is not None] if habit.rates != "none" else ROWS
    return spoil(table(rows), habit)[1]


@pytest.mark.parametrize(
    ("habit", "first_row"),
    [
        (Habit(years="suffix"), ["9950002001", "甲校", "090101", "2023届", 1200, 1123]),
        (Habit(years="chinese"), ["9950002001", "甲校", "090101", "二〇二三届", 1200, 1123]),
        (Habit(years="academic"), ["9950002001", "甲校", "090101", "2022-2023", 1200, 1123]),
        (Habit(numbers="full_width"), ["9950002001", "甲校", "090101", 2023, "１２００", "１１２３"]),
        (Habit(numbers="thousands"), ["9950002001", "甲校", "090101", 2023, "1,200", "1,123"]),
        (Habit(codes="number"), [9950002001, "甲校", 90101, 2023, 1200, 1123]),
        (Habit(codes="trailing_zero"), ["9950002001.0", "甲校", "90101.0", 2023, 1200, 1123]),
        (Habit(rates="percent_sign"), ["9950002001", "甲校", "090101", 2023, 1200, 1123, "93.6%"]),
        (Habit(rates="percent"), ["9950002001", "甲校", "090101", 2023, 1200, 1123, 93.58]),
        (Habit(rates="fraction"), ["9950002001", "甲校", "090101", 2023, 1200, 1123, 0.9358]),
    ],
)
def test_a_habit_writes_a_whole_column_in_its_notation(habit, first_row):
    assert spoiled(habit)[0] == first_row


def test_codes_with_a_suffix_are_not_numbers_and_a_missing_value_has_its_mark():
    assert spoiled(Habit(codes="number", missing="—"))[2] == [9950002002, "乙校", "030101K", 2023, 30, "—"]


def test_reference_files_keep_their_codes():
    reference = Table(
        "major", "major/表.csv", "表", "某局", date(2024, 1, 1), {"major_code": "专业代码"}, [("090101",)]
    )
    assert spoil(reference, Habit(codes="number"))[1] == [["090101"]]


def lines_of(habit: Habit) -> list[list[Any]]:
    return list(lay_out(table(ROWS[:2]), habit, *spoil(table(ROWS[:2]), habit)).lines)


def test_a_two_line_header_has_group_words_above_and_single_columns_over_both_lines():
    title, top, bottom, *_ = lines_of(Habit(two_line_header=True))
    assert title == ["表"]
    assert top == ["办学单位", None, "专业", "届别", "毕业生数", "已落实"]
    assert bottom == ["学校代码", "学校名称", "专业代码", None, None, "落实人数"]


def test_subtotals_and_the_total_are_sums_of_the_rows():
    lines = lines_of(Habit(subtotals=True))
    assert ["小计", None, None, None, 1240, 1147] in lines
    assert ["合　计", None, None, None, 1240, 1147] in lines


def workbooks(folder: Path) -> Iterator[tuple[str, openpyxl.Workbook]]:
    for path in sorted(folder.rglob("*.xlsx")):
        yield path.name, openpyxl.load_workbook(path)


def test_the_ugly_city_shows_every_shape(ugly_city):
    merged, hidden, texts = 0, 0, Counter()
    for _, workbook in workbooks(ugly_city):
        for sheet in workbook:
            merged += len(sheet.merged_cells.ranges)
            hidden += sheet.sheet_state == "hidden"
            for cell in (
                cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)
            ):
                texts["percent sign"] += cell.endswith("%")
                texts["full width"] += any("０" <= char <= "９" for char in cell)
                texts["Chinese numerals"] += cell.startswith("二〇")
                texts["footnote"] += cell.startswith("注：")
                texts["trailing zero"] += cell.endswith(".0")
                texts["total"] += cell == "合　计"
                texts["subtotal"] += cell == "小计"
                texts["dash"] += cell == "—"
                texts["academic year"] += cell == "2017-2018"
    assert merged > 100
    assert hidden >= 2
    assert all(texts.values()), texts
    encodings = {
        data[:2] == b"\xff\xfe" for name, data in files_of(ugly_city).items() if name.endswith(".csv")
    }
    assert encodings == {True, False}


def test_the_truth_of_the_ugly_city_is_that_of_the_tidy_one(city, ugly_city):
    assert (city / "truth.csv").read_bytes() == (ugly_city / "truth.csv").read_bytes()


def plain(value: Any) -> str:
    """What a patient person reads in a cell: one notation for digits, codes and years."""
    text = unicodedata.normalize("NFKC", str(value)).replace(",", "")
    text = (
        "".join(CHINESE.get(char, char) for char in text)
        .removesuffix(".0")
        .removesuffix("届")
        .removesuffix("年")
    )
    if len(text) == 9 and text[4] == "-":
        text = text[5:]
    return text.lstrip("0") or "0"


def counted(rows: Iterator[tuple[Any, ...]]) -> Counter[tuple[str, ...]]:
    """Rows that count persons, as what they say, without the rate that an ugly form may add."""
    kept: Counter[tuple[str, ...]] = Counter()
    school: list[Any] = [None, None]
    for row in rows:
        cells = list(
            row[1:] if row[0] is None and row[-1] is not None and not isinstance(row[2], str) else row
        )
        school = [cell if cell is not None else above for cell, above in zip(cells[:2], school, strict=True)]
        cells[:2] = school
        numbers = [cell for cell in cells if cell is not None]
        if len(numbers) >= 18 and plain(cells[-2]).isdigit():
            kept[tuple(plain(cell) for cell in numbers[:18])] += 1
    return kept


@pytest.mark.parametrize("year", range(2016, 2026))
def test_every_count_of_a_cohort_can_be_read_back(city, ugly_city, year):
    name = f"employment/{year}届毕业生去向落实情况.xlsx"
    read = [
        counted(openpyxl.load_workbook(made / name).worksheets[0].iter_rows(values_only=True))
        for made in (city, ugly_city)
    ]
    assert sum(read[0].values()) > 800
    assert read[0] == read[1]


def test_the_yearbook_states_its_units_and_keeps_every_number(city, ugly_city):
    path = "industry_activity/分行业就业与增加值.xlsx"
    tidy = openpyxl.load_workbook(city / path).worksheets[0].iter_rows(min_row=3, values_only=True)
    expected = {(row[0], row[2], row[4], row[5]): row[6] for row in tidy}
    book = openpyxl.load_workbook(ugly_city / path)
    source = read_yaml(ugly_city / f"{path}.source.yaml")
    found = {}
    for measure, stated in zip(MEASURES, source["tables"], strict=True):
        assert (stated["sheet"], stated["units"]) == (measure.sheet, {"value": measure.unit})
        _, _, header, *rows = list(book[measure.sheet].iter_rows(values_only=True))
        for row in rows[:-1]:
            for label, value in zip(header[4:], row[4:], strict=True):
                found[row[0], row[2], int(label[:4]), measure.word] = round(value * measure.divisor)
    assert found == expected


def test_habits_differ_in_every_respect():
    for field in Habit.__dataclass_fields__:
        assert len({getattr(habit, field) for habit in HABITS}) > 1, field
