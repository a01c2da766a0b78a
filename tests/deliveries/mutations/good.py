"""A good delivery of twelve rows, and what a mutation of it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = list[Any]
Rows = list[Row]

HEADER: Row = [
    "学校代码",
    "专业代码",
    "专业名称",
    "层次",
    "届别",
    "毕业生数",
    "落实人数",
    "落实率",
    "升学人数",
]
COLUMNS = (
    "institution_code",
    "major_code",
    "major_name",
    "level",
    "cohort_year",
    "graduates",
    "placed",
    "employment_rate",
    "further_study",
)
CODES = {
    "institution": ["5001000001", "5001000002", "0500100003"],
    "major": ["010101", "500101", "500102", "500103TK", "500104K", "100201", "0500105", "500105"],
}


def _row(school: str, major: str, name: str, level: str, year: int, graduates: int, placed: int) -> Row:
    rate = f"{placed / graduates:.1%}"
    return [school, major, name, level, str(year), str(graduates), str(placed), rate, str(placed // 4)]


GOOD: Rows = [
    _row("5001000001", "500101", "铁道机车", "高职", 2022, 1200, 1140),
    _row("5001000001", "500102", "铁道车辆", "高职", 2022, 80, 60),
    _row("5001000001", "500103TK", "邮轮运输", "高职", 2022, 40, 31),
    _row("5001000001", "500101", "铁道机车", "高职", 2023, 1250, 1000),
    _row("5001000001", "500102", "铁道车辆", "高职", 2023, 75, 75),
    _row("5001000001", "500103TK", "邮轮运输", "高职", 2023, 30, 3),
    _row("5001000002", "010101", "哲学", "本科", 2022, 64, 48),
    _row("5001000002", "500104K", "航海技术", "本科", 2022, 50, 41),
    _row("5001000002", "100201", "临床医学", "本科", 2022, 320, 300),
    _row("5001000002", "010101", "哲学", "本科", 2023, 60, 45),
    _row("5001000002", "500104K", "航海技术", "本科", 2023, 48, 40),
    _row("5001000002", "100201", "临床医学", "本科", 2023, 300, 288),
]
LEVELS = {"高职": "associate", "本科": "bachelor"}


def values(row: Row) -> tuple[Any, ...]:
    """What a good row must land as."""
    school, major, name, level, year, graduates, placed, rate, study = row
    fraction = round(float(rate.rstrip("%")) / 100, 6)
    return (school, major, name, LEVELS[level], int(year), int(graduates), int(placed), fraction, int(study))


def good(**cells: Any) -> Rows:
    """Header and rows; `r3_落实人数="x"` writes into the fourth row."""
    rows = [list(HEADER), *(list(row) for row in GOOD)]
    for place, text in cells.items():
        number, column = place.removeprefix("r").split("_", 1)
        rows[int(number) + 1][HEADER.index(column)] = text
    return rows


def column(name: str, write: Callable[[str], Any]) -> Rows:
    """Every cell of a column written in another way."""
    rows = good()
    position = HEADER.index(name)
    for row in rows[1:]:
        row[position] = write(row[position])
    return rows


@dataclass(frozen=True)
class Mutation:
    """One way in which a good delivery goes wrong, or only looks wrong, and what must become of it.

    refused: reason by position in GOOD. added: reasons of rows that are not in GOOD. changed: values that differ
    from the good row's. notes: rows that land with a note. file_reason: the file is refused as a whole.
    """

    title: str
    content: Callable[[], bytes]
    name: str = "报送.csv"
    source: Mapping[str, Any] | None = None
    refused: Mapping[int, Sequence[str]] = field(default_factory=dict)
    added: Sequence[str] = ()
    totals: int = 0
    notes: int = 0
    changed: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    file_reason: str | None = None

    def landed(self) -> list[tuple[Any, ...]]:
        """The rows that must land, and no other."""
        expected = []
        for position, row in enumerate(GOOD):
            if position not in self.refused:
                cells = dict(zip(COLUMNS, values(row), strict=True)) | dict(self.changed.get(position, {}))
                expected.append(tuple(None if name in self.unread else cells[name] for name in COLUMNS))
        return expected
