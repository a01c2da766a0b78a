"""How a column of text becomes a column of values: decided for the column, never for one cell."""

from __future__ import annotations

import datetime
from typing import Any

import pyarrow as pa
import pytest

from transforms.deliveries import load_contracts
from transforms.deliveries.judging.convert import beyond, clean, typed

EMPLOYMENT = load_contracts()["employment"].columns
COLUMNS = {
    "rate": EMPLOYMENT["employment_rate"],
    "integer": EMPLOYMENT["graduates"],
    "year": EMPLOYMENT["cohort_year"],
    "enum": EMPLOYMENT["level"],
    "code": EMPLOYMENT["major_code"],
    "text": EMPLOYMENT["major_name"],
    "number": load_contracts()["crosswalk"].columns["weight"],
    "date": load_contracts()["decision"].columns["decided_on"],
    "boolean": load_contracts()["major"].columns["is_controlled"],
}


def read(kind: str, cells: list[str | None], **stated: Any) -> list[Any]:
    """The value of each cell, or the reason code where it is a problem."""
    text = clean(pa.array(cells, pa.string()), COLUMNS[kind])
    found = typed(text, COLUMNS[kind], **stated)
    outside = beyond(found.values, COLUMNS[kind]) if kind in ("rate", "integer", "number") else found.problem
    problems = [
        first or second for first, second in zip(found.problem.to_pylist(), outside.to_pylist(), strict=True)
    ]
    values = found.values.to_pylist()
    return [problem or value for problem, value in zip(problems, values, strict=True)]


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["93.5%", "100%", "0%"], [0.935, 1.0, 0.0]),
        (["93.5", "100", "0"], [0.935, 1.0, 0.0]),
        (["0.935", "1", "0"], [0.935, 1.0, 0.0]),
        (["93.5％", "８８．５％"], [0.935, 0.885]),
        (["93.5 %", " 80% "], [0.935, 0.8]),
        (["93.5%", "80.2"], [0.935, 0.802]),
        (["0.5%", "93.5%"], [0.005, 0.935]),
        (["93.5", "0.935"], [0.935, "ambiguous_rate"]),
        (["93.5%", "0.935"], [0.935, "ambiguous_rate"]),
        (["93.5%", "1"], [0.935, "ambiguous_rate"]),
        (["0.93", "0.95", "93.5"], [0.93, 0.95, "ambiguous_rate"]),
        (["0.93", "0.95", "93.5%"], [0.93, 0.95, "ambiguous_rate"]),
        (["101%", "93%"], ["above_maximum", 0.93]),
        (["-1%", "93%"], ["below_minimum", 0.93]),
        (["93.5", "—", None, "无"], [0.935, None, None, None]),
        (["93.5", "约九成"], [0.935, "not_a_number"]),
        (["1", "1", "0"], [1.0, 1.0, 0.0]),
    ],
)
def test_a_rate_is_written_in_one_of_three_ways(cells: list[str | None], values: list[Any]) -> None:
    assert read("rate", cells) == pytest.approx(values)


def test_a_declared_unit_settles_what_a_column_leaves_open() -> None:
    assert read("rate", ["0.5", "1"], unit="percent") == pytest.approx([0.005, 0.01])
    assert read("rate", ["0.5", "1"], unit="fraction") == [0.5, 1.0]
    assert read("rate", ["50%", "0.5"], unit="fraction") == ["ambiguous_rate", 0.5]
    assert read("rate", ["50", "0.5"], unit="fraction") == ["above_maximum", 0.5]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("57", 57),
        ("57.0", 57),
        ("57.00", 57),
        ("+57", 57),
        ("1,234", 1234),
        ("1，234，567", 1234567),
        ("１２３", 123),
        (" 57 ", 57),
        ("\u00a057\u3000", 57),
        ("5.7E1", 57),
        ("1.2E3", 1200),
        ("0", 0),
        ("-1", "below_minimum"),
        ("12,34", "not_a_whole_number"),
        ("57.5", "not_a_whole_number"),
        ("57人", "not_a_whole_number"),
        ("五十七", "not_a_whole_number"),
        ("999999999999999", 999_999_999_999_999),
        ("1000000000000000", "not_a_whole_number"),
        ("110105194912310038", "not_a_whole_number"),
        ("1234567890123456789012", "not_a_whole_number"),
        ("=A1", "not_a_whole_number"),
        ("#REF!", "not_a_whole_number"),
        ("-", None),
        ("N/A", None),
        ("", None),
    ],
)
def test_a_count_is_a_whole_number(cell: str, value: Any) -> None:
    assert read("integer", [cell]) == [value]


@pytest.mark.parametrize(
    ("unit", "value"),
    [("10k_persons", 125_000), ("persons", "not_a_whole_number"), (None, "not_a_whole_number")],
)
def test_ten_thousands_are_counted_out_only_where_declared(unit: str | None, value: Any) -> None:
    assert read("integer", ["12.5"], unit=unit) == [value]
    assert read("integer", ["1234567890123"], unit="10k_persons") == ["not_a_whole_number"]


@pytest.mark.parametrize(
    ("cell", "last", "first"),
    [
        ("2023", 2023, 2023),
        ("2023.0", 2023, 2023),
        ("2023届", 2023, 2023),
        ("2023年", 2023, 2023),
        ("2023年度", 2023, 2023),
        ("2023级", 2023, 2023),
        ("２０２３届", 2023, 2023),
        ("二〇二三届", 2023, 2023),
        ("二零二三年", 2023, 2023),
        ("二○二三", 2023, 2023),
        ("2022-2023", 2023, 2022),
        ("2022—2023学年", 2023, 2022),
        ("2022/23", 2023, 2022),
        ("1999-00", 2000, 1999),
        ("2022至2023学年", 2023, 2022),
        ("2022-2024", "not_a_year", "not_a_year"),
        ("2023-06-30 00:00:00", 2023, 2023),
        ("23", "not_a_year", "not_a_year"),
        ("20235", "not_a_year", "not_a_year"),
        ("3023", "not_a_year", "not_a_year"),
        ("去年", "not_a_year", "not_a_year"),
    ],
)
def test_a_year_is_read_as_its_feed_counts_it(cell: str, last: Any, first: Any) -> None:
    assert read("year", [cell], academic_year="last") == [last]
    assert read("year", [cell], academic_year="first") == [first]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2025-12-31", datetime.date(2025, 12, 31)),
        ("2025/12/31", datetime.date(2025, 12, 31)),
        ("2025.1.5", datetime.date(2025, 1, 5)),
        ("2025年1月5日", datetime.date(2025, 1, 5)),
        ("20250105", datetime.date(2025, 1, 5)),
        ("2025-01-05 00:00:00", datetime.date(2025, 1, 5)),
        ("45662", datetime.date(2025, 1, 5)),
        ("45662.0", datetime.date(2025, 1, 5)),
        ("2025-02-30", "not_a_date"),
        ("下周", "not_a_date"),
        ("5/1/2025", "not_a_date"),
    ],
)
def test_a_date_has_its_year_first_or_is_what_a_spreadsheet_counts(cell: str, value: Any) -> None:
    assert read("date", [cell]) == [value]


def test_words_are_matched_without_width_and_case() -> None:
    assert read("enum", ["高职（专科）", "高职(专科)", "ASSOCIATE", " 专 科 ", "大专吧"]) == [
        "associate"
    ] * 4 + ["unknown_value"]
    assert read("boolean", ["是", "否", "TRUE", "0", "√", "也许"]) == [
        True,
        False,
        True,
        False,
        True,
        "not_yes_or_no",
    ]


def test_a_dash_is_missing_in_a_number_and_a_word_in_a_name() -> None:
    assert read("number", ["—", "－", "/", "NULL"]) == [None] * 4
    assert read("text", ["—", "无", ""]) == ["—", "无", None]


def test_codes_keep_zeros_and_names_keep_their_characters() -> None:
    assert read("code", ["０１２３０４ＴＫ", "010101", " 500101"]) == ["012304TK", "010101", "500101"]
    assert read("text", ["数据科学（示范）", "𠮷林"]) == ["数据科学（示范）", "𠮷林"]
