"""The same tables as offices write them on a bad day: habits of whole files, never a mixture within a column.

Nothing is lost: a reader who knows the catalogues can read every value back. Each file has one office's
habits, in turn, so that the deliveries together show every shape that landing must cope with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from transforms.sample.forms.writing import (
    SYNTHETIC_NOTE,
    MergedArea,
    Table,
    WorkbookSheet,
    csv_bytes,
    write_delivery,
)

KEY_COLUMNS = ("region_code", "region_name", "industry_code", "industry_name")


@dataclass(frozen=True)
class Measure:
    """One sheet: its measure, its unit, and how many persons or yuan are one such unit (`divisor`)."""

    name: str
    word: str
    sheet: str
    unit: str
    divisor: int


MEASURES = (
    Measure("employment", "就业人数", "就业人员（万人）", "10k_persons", 10_000),
    Measure("value_added", "增加值", "增加值（亿元）", "100m_yuan", 100_000_000),
)


def write_yearbook(table: Table, out: Path) -> None:
    """Write an activity table (persons and yuan, one row per region, industry, year and measure) as a yearbook.

    Beside it goes a `.source.yaml` whose mapping turns the year columns back into rows.
    """
    tables = [
        {
            "feed": table.feed,
            "sheet": measure.sheet,
            "constants": {"measure": measure.name},
            "units": {"value": measure.unit},
            "missing": ["…"],
            "unpivot": {"headers_matching": r"(\d{4})年", "name_to": "year", "value_to": "value"},
        }
        for measure in MEASURES
    ]
    write_delivery(table, [_sheet(table, measure) for measure in MEASURES], out, feed=None, tables=tables)


def _sheet(table: Table, measure: Measure) -> WorkbookSheet:
    columns = table.columns
    key, year, word, value = (
        [columns.index(column) for column in KEY_COLUMNS],
        columns.index("year"),
        columns.index("measure"),
        columns.index("value"),
    )
    years = sorted({row[year] for row in table.rows})
    of_industry: dict[tuple[Any, ...], dict[int, float]] = {}
    for row in table.rows:
        if row[word] == measure.word:
            place = of_industry.setdefault(tuple(row[index] for index in key), {})
            place[row[year]] = row[value] / measure.divisor
    header = [*(table.headers[column] for column in KEY_COLUMNS), *(f"{y}年" for y in years)]
    lines: list[list[Any]] = [[f"表1-{MEASURES.index(measure) + 1}  {table.title}"], [], header]
    lines += [[*place, *(values.get(y, "…") for y in years)] for place, values in of_industry.items()]
    lines += [[f"注：本表数据为年末数。{SYNTHETIC_NOTE}"]]
    return WorkbookSheet(measure.sheet, lines)


COHORT_COLUMN = "cohort_year"
YEAR_COLUMNS = ("cohort_year", "enrolment_year", "effective_year", "year")
CODE_COLUMNS = ("institution_code", "major_code")
# the files that codes are mended by: damage to them could not be undone
REFERENCE_FEEDS = ("institution", "major", "major_lineage")
LABEL_COLUMNS = ("institution_code", "institution_name")
# columns that a two-line header puts under one word
GROUPS = {
    "办学单位": ("institution_code", "institution_name"),
    "专业": ("catalogue_version", "major_code", "major_name", "level"),
    "已落实": ("placed", "contract", "self_employed", "freelance", "in_house", "further_study"),
    "未落实": ("awaiting_employment", "preparing_further_study", "other_not_employed"),
}
RATE_COLUMN, RATE_HEADER = "employment_rate", "落实率"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
CHINESE_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
PAGE = 60

YearForm = Literal["plain", "suffix", "chinese", "academic"]
NumberForm = Literal["plain", "full_width", "thousands"]
RateForm = Literal["none", "percent_sign", "percent", "fraction"]
CodeForm = Literal["plain", "number", "trailing_zero"]


@dataclass(frozen=True)
class Habit:
    """How one office fills in a file."""

    years: YearForm = "plain"
    numbers: NumberForm = "plain"
    rates: RateForm = "none"
    codes: CodeForm = "plain"
    missing: str = ""
    letterhead: bool = False
    two_line_header: bool = False
    merged_labels: bool = False
    header_on_every_page: bool = False
    subtotals: bool = False
    blank_column: bool = False
    hidden_sheet: bool = False
    encoding: str = "utf-8-sig"
    delimiter: str = ","


HABITS = (
    Habit(letterhead=True, two_line_header=True, rates="percent_sign", years="suffix", missing="—"),
    Habit(header_on_every_page=True, subtotals=True, numbers="full_width", rates="percent"),
    Habit(merged_labels=True, years="chinese", numbers="thousands", hidden_sheet=True, missing="/"),
    Habit(codes="number", rates="fraction", years="academic", letterhead=True, encoding="gb18030"),
    Habit(codes="trailing_zero", blank_column=True, years="suffix", encoding="utf-16", delimiter="\t"),
    Habit(two_line_header=True, merged_labels=True, subtotals=True, numbers="full_width", encoding="utf-8"),
)


def write_ugly(table: Table, turn: int, out: Path) -> None:
    """Write the table as the office whose turn it is would."""
    if table.feed == "industry_activity":
        write_yearbook(table, out)
        return
    habit = HABITS[turn % len(HABITS)]
    headers, rows = spoil(table, habit)
    content: bytes | list[WorkbookSheet]
    if table.is_workbook:
        content = [lay_out(table, habit, headers, rows)]
        if habit.hidden_sheet:
            content.append(WorkbookSheet("校内草稿", [list(headers.values()), *rows[:3]], is_hidden=True))
    else:
        # the file that must be in GB18030 stays so whosever turn it is
        encoding = table.encoding if table.encoding == "gb18030" else habit.encoding
        content = csv_bytes([list(headers.values()), *rows, [], [SYNTHETIC_NOTE]], encoding, habit.delimiter)
    # 0.9 could be nine tenths or nine in a thousand; this office says which
    is_fraction = habit.rates == "fraction" and RATE_COLUMN in headers
    write_delivery(
        table,
        content,
        out,
        missing=[habit.missing] if habit.missing else None,
        units={RATE_COLUMN: "fraction"} if is_fraction else None,
    )


def spoil(table: Table, habit: Habit) -> tuple[dict[str, str], list[list[Any]]]:
    """Headers and rows with every value in the office's notation."""
    headers = dict(table.headers)
    rows = [list(row) for row in table.rows]
    if habit.rates != "none" and {"graduates", "placed"} <= set(headers):
        graduates, placed = (table.columns.index(column) for column in ("graduates", "placed"))
        rows = [[*row, _rate(row[placed], row[graduates], habit.rates)] for row in rows]
        headers[RATE_COLUMN] = RATE_HEADER
    if table.feed in REFERENCE_FEEDS:
        habit = replace(habit, codes="plain")
    notations = [_notation(column, habit) for column in headers]
    spoiled = [[notation(value) for notation, value in zip(notations, row, strict=True)] for row in rows]
    return headers, spoiled


def _notation(column: str, habit: Habit) -> Callable[[Any], Any]:
    """How the office writes the values of one column."""

    def write(value: Any) -> Any:
        if value is None:
            return habit.missing
        if column == RATE_COLUMN:
            return value
        if column in YEAR_COLUMNS:
            return _year(int(value), column, habit.years)
        if column in CODE_COLUMNS and str(value).isdigit() and len(str(value)) >= 5:
            return _code(str(value), habit.codes)
        return _number(value, habit.numbers) if isinstance(value, int) else value

    return write


def _rate(placed: int, graduates: int, notation: RateForm) -> Any:
    share = placed / graduates if graduates else 0.0
    if notation == "percent_sign":
        return f"{share:.1%}"
    return round(share * 100, 2) if notation == "percent" else round(share, 4)


def _year(year: int, column: str, notation: YearForm) -> Any:
    suffix = "届" if column == COHORT_COLUMN else "年"
    if notation == "suffix":
        return f"{year}{suffix}"
    if notation == "chinese":
        return f"{str(year).translate(CHINESE_DIGITS)}{suffix}"
    # an academic year names a cohort by its end; for an intake the same words would be ambiguous
    return f"{year - 1}-{year}" if notation == "academic" and column == COHORT_COLUMN else year


def _code(code: str, notation: CodeForm) -> Any:
    """As a number, which loses leading zeros, or as the text of such a number."""
    if notation == "number":
        return int(code)
    return f"{int(code)}.0" if notation == "trailing_zero" else code


def _number(value: int, notation: NumberForm) -> Any:
    if notation == "full_width":
        return str(value).translate(FULL_WIDTH)
    return f"{value:,}" if notation == "thousands" and value >= 1000 else value


def lay_out(table: Table, habit: Habit, headers: dict[str, str], rows: list[list[Any]]) -> WorkbookSheet:
    """Title, header, rows, totals and notes on one sheet, where the office puts them."""
    lines: list[list[Any]] = [[table.title]]
    if habit.letterhead:
        lines += [[], [f"填报单位：{table.publisher}", None, None, "单位：人"]]
    header, merges = _header(headers, habit, len(lines))
    lines += header
    first_row = len(lines)
    lines += _body(table, habit, header, headers, rows)
    if habit.merged_labels:
        merges += _label_merges(headers, lines, first_row)
    lines += [["注：1. 本表由系统导出。"], [f"    2. {SYNTHETIC_NOTE}"]]
    if habit.blank_column:
        lines = [[None, *line] for line in lines]
        merges = [MergedArea(top, left + 1, bottom, right + 1) for top, left, bottom, right in merges]
    return WorkbookSheet("Sheet1", lines, merges)


def _header(headers: dict[str, str], habit: Habit, at: int) -> tuple[list[list[Any]], list[MergedArea]]:
    """One line, or two: a group's word above its columns, a column without a group over both lines."""
    bottom: list[Any] = list(headers.values())
    if not habit.two_line_header:
        return [bottom], []
    group_of = {column: word for word, columns in GROUPS.items() for column in columns}
    top: list[Any] = []
    merges: list[MergedArea] = []
    for word, members in groupby(headers, key=lambda column: group_of.get(column)):
        for column in (columns := list(members)):
            top.append(headers[column] if word is None else word if column == columns[0] else None)
            if word is None:
                bottom[len(top) - 1] = None
                merges.append(MergedArea(at, len(top) - 1, at + 1, len(top) - 1))
        if word is not None and len(columns) > 1:
            merges.append(MergedArea(at, len(top) - len(columns), at, len(top) - 1))
    return [top, bottom], merges


def _body(
    table: Table, habit: Habit, header: list[list[Any]], headers: dict[str, str], rows: list[list[Any]]
) -> Iterator[list[Any]]:
    """Rows, with what the office repeats or sums between them, and the total at the end."""
    width = len(headers)
    for number, row in enumerate(rows):
        if habit.header_on_every_page and number and number % PAGE == 0:
            yield from header
        yield row
        is_last_of_school = number + 1 == len(rows) or rows[number + 1][0] != row[0]
        if habit.subtotals and table.totals and is_last_of_school:
            of_school = [line for line, spoiled in zip(table.rows, rows, strict=True) if spoiled[0] == row[0]]
            yield _padded(table.total_row("小计", of_school), width)
    if table.totals:
        yield _padded(table.total_row("合　计", table.rows), width)


def _padded(line: list[Any], width: int) -> list[Any]:
    return line + [None] * (width - len(line))


def _label_merges(headers: dict[str, str], lines: list[list[Any]], first: int) -> list[MergedArea]:
    """A school's code and name once, over all its rows."""
    merges = []
    labels = [index for index, column in enumerate(headers) if column in LABEL_COLUMNS]
    for _, group in groupby(range(first, len(lines)), key=lambda row: tuple(lines[row][i] for i in labels)):
        rows = list(group)
        if len(labels) == 2 and len(rows) > 1:
            merges += [MergedArea(rows[0], index, rows[-1], index) for index in labels]
    return merges
