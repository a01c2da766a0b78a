"""Parquet as a sheet of text: its column names are the header."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.deliveries.files.cells import Batch, encoded
from transforms.deliveries.files.sheets import Opened, Sheet, Unreadable

BATCH_ROWS = 500_000
MOST_COLUMNS = 2_000


def open_parquet(path: Path) -> Opened:
    """Open a Parquet file. Rows count from 1 below the names. Errors: Unreadable."""
    try:
        schema = pq.ParquetFile(path).schema_arrow
    except (pa.ArrowException, OSError, ValueError) as error:
        raise Unreadable("unreadable_file", str(error).splitlines()[0][:200]) from None
    nested = [field.name for field in schema if pa.types.is_nested(field.type)]
    if nested or len(schema) > MOST_COLUMNS:
        raise Unreadable("unreadable_file", f"nested or too many columns: {', '.join(nested[:3])}")

    def batches(first: int, width: int) -> Iterator[Batch]:
        row = 1
        try:
            for record in pq.ParquetFile(path).iter_batches(BATCH_ROWS):
                columns = tuple(_text(column) for column in record.columns)
                yield Batch(columns, np.arange(row, row + len(record), dtype=np.int64))
                row += len(record)
        except (pa.ArrowException, OSError) as error:
            raise Unreadable("unreadable_file", str(error).splitlines()[0][:200]) from None

    return Opened([Sheet(None, [list(schema.names)], [0], batches)], "parquet")


def _text(column: pa.Array) -> pa.DictionaryArray:
    """Any scalar column as text; a number without a fraction is written without one."""
    if not pa.types.is_dictionary(column.type):
        column = pc.dictionary_encode(column)
    values = column.dictionary
    if pa.types.is_floating(values.type):
        from transforms.deliveries.files.cells import text_of

        texts = pa.array([text_of(value) for value in values.to_pylist()], pa.string())
    else:
        texts = pc.cast(values, pa.string())
    indices = pc.cast(column.indices, pa.int32())
    return encoded(pa.DictionaryArray.from_arrays(indices, texts))
