"""What one office delivers in one file, before it is written tidily or as such offices really write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from transforms.yaml_text import read_yaml

FORMS_FILE = Path(__file__).parent / "forms.yaml"
LEVEL_WORDS = {
    "secondary": "中职",
    "associate": "高职专科",
    "vocational_bachelor": "职业本科",
    "bachelor": "本科",
    "postgraduate": "研究生",
}
SYNTHETIC_NOTE = "本表为合成样例，学校与数据均为虚构，仅供软件演示。"


@dataclass(frozen=True)
class Table:
    """One delivered table: contract columns under the office's own headers, and rows in that order.

    `path` is relative to the delivery folder; its suffix says CSV or XLSX. A workbook has `title`
    above its header. `totals` names the columns that a closing 合计 row sums.
    """

    feed: str
    path: str
    title: str
    publisher: str
    delivered_on: date
    headers: dict[str, str]
    rows: Sequence[tuple[Any, ...]]
    constants: dict[str, str] = field(default_factory=dict)
    encoding: str = "utf-8-sig"
    totals: tuple[str, ...] = ()
    footnote: str = ""

    @property
    def columns(self) -> list[str]:
        return list(self.headers)

    @property
    def is_workbook(self) -> bool:
        return self.path.endswith(".xlsx")

    def total_row(self) -> tuple[Any, ...]:
        """合计 in the first column, sums under the columns that have one, nothing elsewhere."""
        sums = {
            index: sum(row[index] or 0 for row in self.rows)
            for index, column in enumerate(self.columns)
            if column in self.totals
        }
        return ("合计", *(sums.get(index) for index in range(1, len(self.columns))))


def form(name: str) -> dict[str, str]:
    """Headers of a form: contract column → what the office prints. Errors: KeyError for an unknown form."""
    return dict(_forms()[name])


@cache
def _forms() -> dict[str, dict[str, str]]:
    return read_yaml(FORMS_FILE)


def rows_by_attribute(records: Sequence[Any], columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Records as tuples of the attributes named by the columns."""
    return [tuple(getattr(record, column) for column in columns) for record in records]
