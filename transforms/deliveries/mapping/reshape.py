"""From the rows of a sheet to records of a feed: labels filled down, totals and what is no data set aside, parts
unpivoted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.deliveries.files.sheets import Batch, Ragged, Sheet, among, constant, mask_of, matching
from transforms.deliveries.mapping.headers import folded
from transforms.deliveries.mapping.plans import Part, Plan
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
    """The texts above the header, folded."""
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


LABEL_TYPES = ("code", "text", "enum", "year", "date", "boolean")


@dataclass(frozen=True)
class Records:
    """Records one part makes of the rows of a batch. columns: contract column → text.

    index: the row of the batch each was made of. merged: per contract column the records whose number is in
    a merged cell, which cannot be divided.
    """

    batch: Batch
    part: Part
    columns: dict[str, pa.DictionaryArray]
    index: np.ndarray
    merged: dict[str, np.ndarray] = field(default_factory=dict)

    @property
    def rows(self) -> np.ndarray:
        return self.batch.rows[self.index]


class Reshaper:
    """Turns the batches of one sheet into records.

    counts: what its rows were, by the names of Landed's fields. skipped_parts: parts of rows without values. ragged:
    lines that cannot be read.
    """

    def __init__(self, sheet: Sheet, plan: Plan) -> None:
        self.sheet = sheet
        self.plan = plan
        self.counts = Counter(furniture_rows=plan.header.last + 1)
        self.skipped_parts = 0
        self.ragged: list[Ragged] = []
        self.carried: dict[int, str | None] = {}

    def batches(self) -> Iterator[Batch]:
        """The rows that are records, batch by batch; may be asked once."""
        for batch in self.sheet.batches(self.plan.header.last + 1, self.plan.width):
            self._sort_out(batch.ragged)
            kinds = kinds_of(batch, self.plan, self.sheet)
            self.counts["furniture_rows"] += int((kinds == FURNITURE).sum())
            self.counts["total_rows"] += int((kinds == TOTAL).sum())
            self.counts["source_rows"] += int((kinds != FURNITURE).sum())
            yield self._filled_down(batch).filter(kinds == RECORD)

    def records(self, batch: Batch) -> Iterator[Records]:
        """The records of each part of the plan."""
        unpivot = self.plan.mapping.unpivot
        for part in self.plan.parts:
            index = np.arange(len(batch))
            if unpivot and unpivot.skip_empty and part.own:
                empty = blank_in(batch, part.own, self.plan.mapping.missing)
                self.skipped_parts += int(empty.sum())
                index = np.flatnonzero(~empty)
            yield self._part(batch, part, index)

    def _part(self, batch: Batch, part: Part, index: np.ndarray) -> Records:
        whole = len(index) == len(batch)
        taken = None if whole else pa.array(index)
        columns: dict[str, pa.DictionaryArray] = {}
        for name in self.plan.contract.columns:
            position = part.positions.get(name)
            if position is not None and position < len(batch.columns):
                column = batch.columns[position]
                columns[name] = column if taken is None else column.take(taken)
            elif name in part.constants:
                columns[name] = constant(part.constants[name] or None, len(index))
        return Records(batch, part, columns, index, self._merged_numbers(batch, part, index))

    def _sort_out(self, ragged: tuple[Ragged, ...]) -> None:
        """A line of another width is a remark below the table, or a row that cannot be read."""
        titles = titles_of(self.sheet, self.plan)
        for line in ragged:
            cells = [line.text] if line.text.strip() else []
            is_short = line.cells < self.plan.width
            if not cells or (
                is_short and ((line.cells == 1 and is_note(cells, titles)) or NOTE.match(line.text))
            ):
                self.counts["furniture_rows"] += 1
            else:
                self.counts["source_rows"] += 1
                self.ragged.append(line)

    def _filled_down(self, batch: Batch) -> Batch:
        """Labels of merged areas, and of columns the source file says to fill down, in every row they cover."""
        columns = list(batch.columns)
        for name in self.plan.mapping.fill_down:
            position = self.plan.position_of(name)
            if position is not None and position < len(columns):
                columns[position] = self._carried_down(columns[position], position)
        areas: dict[int, list[tuple[int, int]]] = {}
        for area in self._areas(batch):
            if area.left < len(columns) and self._is_label(area.left):
                top = int(batch.rows[0]) - 1
                areas.setdefault(area.left, []).append((area.top - top, area.bottom - top))
        for position, spans in areas.items():
            columns[position] = _with_labels(columns[position], spans)
        return Batch(tuple(columns), batch.rows, batch.ragged)

    def _carried_down(self, column: pa.DictionaryArray, position: int) -> pa.DictionaryArray:
        if self.carried.get(position) is not None and len(column) and not column.indices[0].is_valid:
            texts = pa.concat_arrays([column.dictionary, pa.array([self.carried[position]])])
            first = pa.array([len(column.dictionary)], pa.int32())
            column = pa.DictionaryArray.from_arrays(pa.concat_arrays([first, column.indices[1:]]), texts)
        filled = pa.DictionaryArray.from_arrays(pc.fill_null_forward(column.indices), column.dictionary)
        if len(filled):
            self.carried[position] = filled[-1].as_py()
        return filled

    def _areas(self, batch: Batch):
        """Merged areas over several rows of the body. A workbook is one batch, its rows without gaps."""
        if not len(batch):
            return []
        top = int(batch.rows[0]) - 1
        return [area for area in self.sheet.merges if area.top >= top and area.bottom > area.top]

    def _is_label(self, position: int) -> bool:
        return any(
            self.plan.contract.columns[column].type in LABEL_TYPES
            for part in self.plan.parts
            for column, at in part.positions.items()
            if at == position
        )

    def _merged_numbers(self, batch: Batch, part: Part, index: np.ndarray) -> dict[str, np.ndarray]:
        """Records whose count is in a cell merged over several rows: whose count it is, nobody can say."""
        found: dict[str, np.ndarray] = {}
        areas = [area for area in self.sheet.merges if area.bottom > area.top]
        if not areas or not len(index):
            return found
        rows = batch.rows[index]
        for column, position in part.positions.items():
            if self.plan.contract.columns[column].type in LABEL_TYPES:
                continue
            for area in areas:
                if area.left <= position <= area.right and area.top > self.plan.header.last:
                    inside = (rows >= area.top + 1) & (rows <= area.bottom + 1)
                    found[column] = found.get(column, np.zeros(len(index), bool)) | inside
        return found


def _with_labels(column: pa.DictionaryArray, spans: list[tuple[int, int]]) -> pa.DictionaryArray:
    """The text of the first row of each span in the blank cells of the rest of it."""
    indices = pc.fill_null(column.indices, -1).to_numpy(zero_copy_only=False).copy()
    for first, last in spans:
        inside = indices[first : last + 1]
        inside[inside < 0] = indices[first]
    return pa.DictionaryArray.from_arrays(pa.array(indices, mask=indices < 0), column.dictionary)
