"""Landed and refused rows to Parquet, batch by batch: written aside, and renamed when the file is whole."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.deliveries.account import PROVENANCE, REFUSED, feed_schema
from transforms.deliveries.files.cells import TEXT, constant
from transforms.deliveries.judging.judge import Judged
from transforms.deliveries.mapping.contract import Contract


class Aside:
    """A Parquet file in the making. Nothing stands at its path before `keep`."""

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

    def keep(self) -> None:
        """Put the file in its place."""
        if self.writer is None:
            self.add(self.schema.empty_table())
        if self.writer is not None:
            self.writer.close()
            self.part.replace(self.path)

    def drop(self) -> None:
        """Leave nothing behind."""
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


def landed_table(judged: Judged, delivery_id: str, file: str, sheet: str | None) -> pa.Table:
    """The good records of a feed with where each came from."""
    count = len(judged.bad)
    note = judged.note
    place = {
        "_delivery_id": constant(delivery_id, count),
        "_file": constant(file, count),
        "_sheet": constant(sheet, count),
        "_row": pa.array(judged.records.rows),
        "_column": constant(judged.records.part.label, count),
        "_note": constant(None, count) if note is None else note.dictionary_encode(),
    }
    table = pa.table({**judged.columns, **{name: place[name] for name, _ in PROVENANCE}})
    return table.filter(pa.array(~judged.bad)) if judged.bad.any() else table


def refused_rows(table: pa.Table, delivery_id: str, feed: str, file: str, sheet: str | None) -> pa.Table:
    """Refused rows with the delivery they came with."""
    place = {"delivery_id": delivery_id, "feed": feed, "file": file, "sheet": sheet}
    for name, value in place.items():
        table = table.append_column(name, pa.array([value] * len(table), pa.string()))
    return table.select(REFUSED.names)
