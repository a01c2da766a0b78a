"""The statistics office's own form: a sheet per measure, a column per year, in 万人 and 亿元."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transforms.sample.forms.tables import SYNTHETIC_NOTE, Table
from transforms.sample.forms.writing import WorkbookSheet, source_facts, write_source, write_workbook

KEY_COLUMNS = ("region_code", "region_name", "industry_code", "industry_name")


@dataclass(frozen=True)
class Measure:
    """One sheet: what it counts, in which unit, and how many persons or yuan make one of it."""

    name: str
    word: str
    sheet: str
    unit: str
    divisor: int


MEASURES = (
    Measure("employment", "就业人数", "就业人员（万人）", "10k_persons", 10_000),
    Measure("value_added", "增加值", "增加值（亿元）", "100m_yuan", 100_000_000),
)


def write_yearbook(table: Table, out: Path) -> Path:
    """Write an activity table as a yearbook, and a source file that turns its columns back into years."""
    path = out / table.path
    path.parent.mkdir(parents=True, exist_ok=True)
    write_workbook(path, [_sheet(table, measure) for measure in MEASURES])
    facts = source_facts(table)
    facts.pop("feed")
    facts["tables"] = [
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
    write_source(path, facts)
    return path


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
