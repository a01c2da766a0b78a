"""Landed and refused rows as tables, and as Parquet files that are written aside and renamed when they are whole.

A refused row has its place, the cell and the whole row as delivered, the reason and what would be accepted.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.deliveries.account import PROVENANCE, REFUSED, feed_schema
from transforms.deliveries.files.sheets import TEXT, Batch, Ragged, UnreadableFile, constant, spread
from transforms.deliveries.judging.codes import IDENTITY_PATTERN, is_identity_number, masked
from transforms.deliveries.judging.judge import Judged
from transforms.deliveries.mapping.contract import Contract
from transforms.deliveries.mapping.plans import Plan

# what names a person is not written down, even of a row that was refused
PERSONAL = re.compile(
    r"身份证|证件号|姓名|手机|电话|联系方式|邮箱|e-?mail|phone|^name of (student|graduate)", re.IGNORECASE
)
WITHHELD = "***"
MOST_STRAY_NUMBERS = 2  # a few in a column are rows to refuse, a column of them is a file to refuse


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
        raw_name = plan.raw_name(problem.column, records.part) if problem.column else None
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
                    shown and masked(shown),
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
        text = masked(line.text)
        row_json = json.dumps([text], ensure_ascii=False)
        found.append((*origin, line.row, None, text, "ragged_row", width, row_json, 1))
    return _refused(found)


def _refused(rows: list[tuple]) -> pa.Table:
    """Rows in the order of REFUSED as a table."""
    columns = zip(REFUSED, zip(*rows, strict=True), strict=True)
    return pa.table({column.name: pa.array(values, column.type) for column, values in columns})


def forbid_identity_numbers(batch: Batch, plan: Plan, sheet: str | None) -> None:
    """Errors: UnreadableFile where a column is one of citizens' identity numbers; the numbers are not repeated."""
    for name, column in zip(plan.raw_names, batch.columns, strict=False):
        looks = pc.match_substring_regex(column.dictionary, IDENTITY_PATTERN)
        if not pc.any(looks).as_py():
            continue
        texts = zip(column.dictionary.to_pylist(), looks.to_pylist(), strict=True)
        real = [bool(like) and is_identity_number(text, is_checked=True) for text, like in texts]
        rows = np.flatnonzero(spread(pa.array(real), column))
        if len(rows) > MOST_STRAY_NUMBERS and len(rows) * 2 > len(batch):
            raise UnreadableFile("identity_numbers", name, sheet, str(int(batch.rows[rows[0]])))


def _row_json(batch: Batch, plan: Plan, index: np.ndarray) -> list[str]:
    """Rows of a batch as JSON, raw header → cell as delivered."""
    wanted = pa.array(index)
    shown = list(zip(plan.raw_names, batch.columns, strict=False))
    texts = [column.take(wanted).dictionary_decode().to_pylist() for _, column in shown]
    personal = [bool(PERSONAL.search(name)) for name, _ in shown]
    return [
        json.dumps(
            {
                name: WITHHELD if hidden else masked(cell)
                for (name, _), cell, hidden in zip(shown, cells, personal, strict=True)
                if cell is not None
            },
            ensure_ascii=False,
        )
        for cells in zip(*texts, strict=True)
    ]
