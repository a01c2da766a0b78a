"""Tell the rows of a table apart: records, totals of other rows, and what is no row of data at all."""

from __future__ import annotations

import re

import numpy as np

from transforms.deliveries.files.cells import Batch, among, mask_of, matching
from transforms.deliveries.files.sheets import Sheet
from transforms.deliveries.mapping.headers import folded
from transforms.deliveries.mapping.plans import Plan
from transforms.deliveries.mapping.source import Exclusion, TotalRows

RECORD, TOTAL, FURNITURE = 0, 1, 2
# a sum of others names itself: 合计, 总计, 小计, 共计, 累计, total
GAP = r"[\s\p{Zs}]*"  # also the wide space that is put between two characters to fill a cell
TOTAL_WORD = (
    rf"^{GAP}[^\s\d]{{0,20}}?(合{GAP}计|总{GAP}计|小{GAP}计|共{GAP}计|累{GAP}计){GAP}[:：]?{GAP}$"
    rf"|(?i)^{GAP}(grand[\s-]*|sub[\s-]*)?totals?{GAP}:?{GAP}$"
)
NOTE = re.compile(
    r"\s*([*＊※①-⑳]|[\[（(]?\d+[\])）、.]\s*\D|续\s*[表上前]|注|备注|说明|附注|资料来源|数据来源|来源|填表|填报|制表"
    r"|审核|复核|单位负责人|负责人|统计负责人|报出日期|日期|notes?\b|footnotes?\b|sources?\b|data source|prepared by)",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[。；;！!？?]|\.\s|[,，].*[,，]|[:：].{6,}")
MOST_NOTE_CELLS = 3


def kinds_of(batch: Batch, plan: Plan, sheet: Sheet) -> np.ndarray:
    """RECORD, TOTAL or FURNITURE for each row of a batch."""
    kinds = np.zeros(len(batch), np.int8)
    filled = batch.filled()
    kinds[_totals(batch, plan)] = TOTAL
    kinds[filled == 0] = FURNITURE
    kinds[_repeated_header(batch, plan, sheet)] = FURNITURE
    table_width = sum(1 for name in plan.header.names if name)
    if table_width > 2:
        few = np.flatnonzero((kinds == RECORD) & (filled <= min(MOST_NOTE_CELLS, table_width - 2)))
        titles = titles_of(sheet, plan)
        for position in few:
            if is_note([cell for cell in batch.row(int(position)) if cell], titles):
                kinds[position] = FURNITURE
    kinds[_banners(batch, plan, sheet)] = FURNITURE
    return kinds


def matches(batch: Batch, rule: Exclusion | TotalRows, plan: Plan) -> np.ndarray:
    """Rows a filter of the source file speaks of."""
    position = plan.position_of(rule.column)
    if position is None or position >= len(batch.columns):
        return np.zeros(len(batch), bool)
    column = batch.columns[position]
    found = np.zeros(len(batch), bool)
    if rule.equals is not None:
        found |= among(column, [rule.equals]) if rule.equals else mask_of(column.indices.is_null())
    if isinstance(rule, Exclusion) and rule.one_of is not None:
        found |= among(column, rule.one_of)
    if rule.matches is not None:
        found |= matching(column, rule.matches)
    return found


def _totals(batch: Batch, plan: Plan) -> np.ndarray:
    """Rows that say so in a column of names or codes, or that the source file declares."""
    found = np.zeros(len(batch), bool)
    for position in _naming_positions(plan):
        if position < len(batch.columns):
            found |= matching(batch.columns[position], TOTAL_WORD)
    for rule in plan.mapping.total_rows:
        found |= matches(batch, rule, plan)
    return found


def _naming_positions(plan: Plan) -> set[int]:
    """The first two columns, and those that go to codes and names."""
    naming = {0, 1}
    for column, position in plan.parts[0].positions.items():
        stated = plan.contract.columns[column]
        if stated.type in ("code", "enum") or (stated.type == "text" and column.endswith("_name")):
            naming.add(position)
    return naming


def _repeated_header(batch: Batch, plan: Plan, sheet: Sheet) -> np.ndarray:
    """Rows in which every filled cell repeats a line of the header, as on the top of each printed page."""
    found = np.zeros(len(batch), bool)
    for line in sheet.head[plan.header.first : plan.header.last + 1]:
        filled = [
            (position, cell) for position, cell in enumerate(line) if cell and position < len(batch.columns)
        ]
        if not filled:
            continue
        candidates = among(batch.columns[filled[0][0]], [filled[0][1].strip()])
        for position, cell in filled[1:]:
            if not candidates.any():
                break
            candidates &= among(batch.columns[position], [cell.strip()])
        if candidates.any():
            found |= candidates & (batch.filled() <= len(filled))
    return found


def is_note(cells: list[str], titles: set[str]) -> bool:
    """A title repeated, a signature or a remark. One lone cell that is a name is a row that lacks its values."""
    if not cells:
        return False
    if folded(cells[0]) in titles or NOTE.match(cells[0]):
        return True
    return len(cells) == 1 and bool(SENTENCE.search(cells[0]))


def titles_of(sheet: Sheet, plan: Plan) -> set[str]:
    """What stands above the header, folded."""
    return {folded(cell) for line in sheet.head[: plan.header.first] for cell in line if cell}


def _banners(batch: Batch, plan: Plan, sheet: Sheet) -> list[int]:
    """Rows that are one merged cell across half of the table: the heading of a section."""
    if not sheet.merges or not len(batch):
        return []
    first, last = int(batch.rows[0]) - 1, int(batch.rows[-1]) - 1
    wide = [
        area
        for area in sheet.merges
        if area.top == area.bottom
        and first <= area.top <= last
        and (area.right - area.left + 1) * 2 >= plan.width
    ]
    filled = batch.filled() if wide else None
    return [area.top - first for area in wide if filled is not None and filled[area.top - first] == 1]


def blank_in(batch: Batch, positions: tuple[int, ...], missing: tuple[str, ...]) -> np.ndarray:
    """Rows in which all these cells are blank or hold a missing marker."""
    empty = np.ones(len(batch), bool)
    for position in positions:
        column = batch.columns[position]
        blank = mask_of(column.indices.is_null())
        if missing:
            blank |= among(column, missing)
        empty &= blank
    return empty
