"""What one office delivers in one file, before it is written tidily or as such offices really write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

LEVEL_WORDS = {
    "secondary": "中职",
    "associate": "高职专科",
    "vocational_bachelor": "职业本科",
    "bachelor": "本科",
    "postgraduate": "研究生",
}
LINEAGE_WORDS = {"rename": "更名", "retain": "保留", "transfer": "归属调整", "merge": "合并", "new": "新增", "revoked": "撤销"}
SYNTHETIC_NOTE = "本表为合成样例，学校与数据均为虚构，仅供软件演示。"


@dataclass(frozen=True)
class Table:
    """One delivered table: contract columns with the office's own headers, and rows in that order.

    `path` is relative to the delivery folder; its suffix says CSV or XLSX. `title` is the line an
    office puts above the header of a workbook. `totals` names the columns its 合计 row sums.
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
    has_title_row: bool = False
    totals: tuple[str, ...] = ()
    footnote: str = ""

    @property
    def columns(self) -> list[str]:
        return list(self.headers)

    def total_row(self) -> list[Any]:
        """合计 in the first column, sums under the columns that have one, nothing elsewhere."""
        sums = {
            index: sum(row[index] or 0 for row in self.rows)
            for index, column in enumerate(self.columns)
            if column in self.totals
        }
        return ["合计" if index == 0 else sums.get(index) for index in range(len(self.columns))]


def select(rows: Sequence[Any], columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Rows of attribute-bearing records as tuples in the order of the columns."""
    return [tuple(getattr(row, column) for column in columns) for row in rows]
