"""Which reader a file needs; and Parquet as a sheet of text, its column names the header."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.deliveries.files.delimited import open_text
from transforms.deliveries.files.sheets import Batch, Opened, Sheet, UnreadableFile, encoded, text_of
from transforms.deliveries.files.workbook import open_workbook

HEAD_BYTES = 8
BATCH_ROWS = 500_000
MOST_COLUMNS = 2_000


def open_file(path: Path, encoding: str | None = None, delimiter: str | None = None) -> Opened:
    """Open a delivery. Errors: UnreadableFile with a reason code of reasons.yaml.

    Whether the file is safe to open was decided before (`safety.py`).
    """
    with path.open("rb") as stream:
        start = stream.read(HEAD_BYTES)
    if not start:
        raise UnreadableFile("empty_file")
    if start.startswith(b"PAR1"):
        return open_parquet(path)
    if start.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return open_workbook(path)
    return open_text(path, encoding, delimiter)


def open_parquet(path: Path) -> Opened:
    """Open a Parquet file. Rows count from 1 below the names. Errors: UnreadableFile."""
    try:
        schema = pq.ParquetFile(path).schema_arrow
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableFile("unreadable_file", str(error).splitlines()[0][:200]) from None
    nested = [field.name for field in schema if pa.types.is_nested(field.type)]
    if nested or len(schema) > MOST_COLUMNS:
        raise UnreadableFile("unreadable_file", f"nested or too many columns: {', '.join(nested[:3])}")

    def batches(first: int, width: int) -> Iterator[Batch]:
        row = 1
        try:
            for record in pq.ParquetFile(path).iter_batches(BATCH_ROWS):
                columns = tuple(_text(column) for column in record.columns)
                yield Batch(columns, np.arange(row, row + len(record), dtype=np.int64))
                row += len(record)
        except (pa.ArrowException, OSError) as error:
            raise UnreadableFile("unreadable_file", str(error).splitlines()[0][:200]) from None

    return Opened([Sheet(None, [list(schema.names)], [0], batches)], "parquet")


def _text(column: pa.Array) -> pa.DictionaryArray:
    """Any scalar column as text; a number without a fraction is written without one."""
    if not pa.types.is_dictionary(column.type):
        column = pc.dictionary_encode(column)
    values = column.dictionary
    if pa.types.is_floating(values.type):
        texts = pa.array([text_of(value) for value in values.to_pylist()], pa.string())
    else:
        texts = pc.cast(values, pa.string())
    indices = pc.cast(column.indices, pa.int32())
    return encoded(pa.DictionaryArray.from_arrays(indices, texts))
