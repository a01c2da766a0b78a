"""Landed and refused rows as tables, and as Parquet files that are written aside and renamed when they are whole.

A refused row has its place, the cell and the whole row as delivered, the reason and what would be accepted.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.deliveries.account import PROVENANCE, REFUSED, feed_schema
from transforms.deliveries.files.sheets import TEXT, Batch, Ragged, constant
from transforms.deliveries.judging.judge import Judged
from transforms.deliveries.judging.personal_cells import PERSONAL_HEADER
from transforms.deliveries.mapping.contract import Contract
from transforms.deliveries.mapping.plans import Plan
from transforms.personal import WITHHELD, all_without_personal_data, without_personal_data


class Origin(NamedTuple):
    """What the rows of one sheet came with; the first columns of REFUSED."""

    delivery_id: str
    feed: str
    file: str
    sheet: str | None


class UnfinishedParquet:
    """A Parquet file in the making. Nothing is at its path before `publish`."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.path = path
        self.schema = schema
        self.rows = 0
        self.part = path.with_suffix(f".{os.getpid()}.part")
        self.writer: pq.ParquetWriter | None = None

    def add(self, table: pa.Table) -> None:
        if self.writer is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # the stored schema would make readers see text as dictionaries
            self.writer = pq.ParquetWriter(self.part, self.schema, compression="zstd", store_schema=False)
        self.writer.write_table(table.select(self.schema.names).cast(self.schema))
        self.rows += len(table)

    def publish(self) -> None:
        """Put the file in its place."""
        if self.writer is None:
            self.add(self.schema.empty_table())
        if self.writer is not None:
            self.writer.close()
            self.part.replace(self.path)

    def __enter__(self) -> UnfinishedParquet:
        return self

    def __exit__(self, *error: object) -> None:
        """Leave nothing behind of a file that was not published."""
        if self.writer is not None:
            self.writer.close()
            self.part.unlink(missing_ok=True)


def encoded_schema(contract: Contract) -> pa.Schema:
    """The schema of a feed with its text columns as dictionaries, as they are written."""
    return pa.schema(
        [
            (field.name, TEXT if pa.types.is_string(field.type) else field.type)
            for field in feed_schema(contract)
        ]
    )


def landed_table(judged: Judged, origin: Origin) -> pa.Table:
    """The good records of a feed with where each came from."""
    count = len(judged.bad)
    note = judged.note
    place = {
        "_delivery_id": constant(origin.delivery_id, count),
        "_file": constant(origin.file, count),
        "_sheet": constant(origin.sheet, count),
        "_row": pa.array(judged.records.rows),
        "_column": constant(judged.records.part.label, count),
        "_note": constant(None, count) if note is None else note.dictionary_encode(),
    }
    table = pa.table({**judged.columns, **{name: place[name] for name, _ in PROVENANCE}})
    return table.filter(pa.array(~judged.bad)) if judged.bad.any() else table


def refused_table(judged: Judged, plan: Plan, origin: Origin) -> pa.Table:
    """One row per problem of each refused record, in the shape of REFUSED."""
    records = judged.records
    bad = np.flatnonzero(judged.bad)
    rows = dict(zip(bad.tolist(), _row_json(records.batch, plan, records.index[bad]), strict=True))
    numbers = dict.fromkeys(rows, 0)
    found: list[tuple] = []
    for problem in judged.problems:
        cells = records.columns.get(problem.column or "")
        raw_name = plan.raw_name(problem.column, records.part) if problem.column else problem.raw_name
        codes = problem.codes.to_pylist()
        for position in np.flatnonzero(
            judged.bad & pc.is_valid(problem.codes).to_numpy(zero_copy_only=False)
        ).tolist():
            numbers[position] += 1
            raw = cells[position].as_py() if cells is not None else None
            shown = problem.raw_text[position] if problem.raw_text else raw
            suggestion = problem.suggestion if codes[position] in ("unknown_value", "excluded") else None
            found.append(
                (
                    *origin,
                    int(records.rows[position]),
                    raw_name,
                    shown,
                    codes[position],
                    suggestion,
                    rows[position],
                    numbers[position],
                )
            )
    return _refused(found)


def ragged_table(lines: Sequence[Ragged], plan: Plan, origin: Origin) -> pa.Table:
    """Lines with another number of cells than the table has columns, in the shape of REFUSED."""
    width = str(plan.width)
    found: list[tuple] = []
    for line in lines:
        text = without_personal_data(line.text)
        row_json = json.dumps([text], ensure_ascii=False)
        found.append((*origin, line.row, None, text, "ragged_row", width, row_json, 1))
    return _refused(found)


def _refused(rows: list[tuple]) -> pa.Table:
    """Rows in the order of REFUSED as a table, without personal data in what the cells said."""
    columns = zip(REFUSED, zip(*rows, strict=True), strict=True)
    arrays = {column.name: pa.array(values, column.type) for column, values in columns}
    return pa.table(arrays | {"raw_text": all_without_personal_data(arrays["raw_text"])})


def _row_json(batch: Batch, plan: Plan, index: np.ndarray) -> list[str]:
    """Rows of a batch as JSON, raw header → cell as delivered, WITHHELD where it is personal."""
    wanted = pa.array(index)
    names = plan.raw_names[: len(batch.columns)]
    texts = []
    for name, column in zip(names, batch.columns, strict=False):
        cells = all_without_personal_data(column.take(wanted).dictionary_decode())
        if PERSONAL_HEADER.search(name):
            cells = pc.if_else(pc.is_valid(cells), pa.scalar(WITHHELD), cells)
        texts.append(cells.to_pylist())
    return [
        json.dumps(
            {name: cell for name, cell in zip(names, cells, strict=True) if cell is not None},
            ensure_ascii=False,
        )
        for cells in zip(*texts, strict=True)
    ]
