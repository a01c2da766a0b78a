"""From rows as they stand in a sheet to records of a feed: labels filled down, totals set aside, parts unpivoted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.deliveries.files.cells import Batch, Ragged, constant
from transforms.deliveries.files.sheets import Sheet
from transforms.deliveries.mapping.plans import Part, Plan
from transforms.deliveries.mapping.rows import (
    FURNITURE,
    NOTE,
    RECORD,
    TOTAL,
    blank_in,
    is_note,
    kinds_of,
    titles_of,
)

LABEL_TYPES = ("code", "text", "enum", "year", "date", "boolean")


@dataclass(frozen=True)
class Records:
    """Records one part makes of the rows of a batch. columns: contract column → text.

    index: the row of the batch each was made of. merged: per contract column the records whose number stands in
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


@dataclass
class Tally:
    """What the rows of a sheet were. source_rows: records and totals, before unpivoting."""

    source_rows: int = 0
    total_rows: int = 0
    furniture: int = 0
    skipped_parts: int = 0
    ragged: list[Ragged] = field(default_factory=list)


class Reshaper:
    """Turns the batches of one sheet into records, counting what it sets aside."""

    def __init__(self, sheet: Sheet, plan: Plan) -> None:
        self.sheet = sheet
        self.plan = plan
        self.tally = Tally(furniture=plan.header.last + 1)
        self.carried: dict[int, str | None] = {}

    def batches(self) -> Iterator[Batch]:
        """The rows that are records, batch by batch; may be asked once."""
        for batch in self.sheet.batches(self.plan.header.last + 1, self.plan.width):
            self._sort_out(batch.ragged)
            kinds = kinds_of(batch, self.plan, self.sheet)
            self.tally.furniture += int((kinds == FURNITURE).sum())
            self.tally.total_rows += int((kinds == TOTAL).sum())
            self.tally.source_rows += int((kinds != FURNITURE).sum())
            yield self._filled_down(batch).filter(kinds == RECORD)

    def records(self, batch: Batch) -> Iterator[Records]:
        """The records of each part of the plan."""
        unpivot = self.plan.mapping.unpivot
        for part in self.plan.parts:
            index = np.arange(len(batch))
            if unpivot and unpivot.skip_empty and part.own:
                empty = blank_in(batch, part.own, self.plan.mapping.missing)
                self.tally.skipped_parts += int(empty.sum())
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
                self.tally.furniture += 1
            else:
                self.tally.source_rows += 1
                self.tally.ragged.append(line)

    def _filled_down(self, batch: Batch) -> Batch:
        """Labels of merged areas, and of columns the source file says to fill down, in every row they stand for."""
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
        """Records whose count stands in a cell merged over several rows: whose count it is, nobody can say."""
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
