"""Opens a delivered file with the reader that its first bytes call for; and reads Parquet as a sheet of text."""

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
    """Open a delivered file as sheets of text. Errors: UnreadableFile with a reason code of reasons.yaml.

    encoding, delimiter: of a text file; detected if None. `safety.py` must have found the file safe to open.
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
    """Open a Parquet file as one sheet. The column names are its header, row 0; data rows are numbered from 1.

    Errors: UnreadableFile `unreadable_file`, also for nested columns or more than MOST_COLUMNS of them.
    """
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
    """A column as text; a whole number of a floating-point column is written without a decimal point."""
    if not pa.types.is_dictionary(column.type):
        column = pc.dictionary_encode(column)
    values = column.dictionary
    if pa.types.is_floating(values.type):
        texts = pa.array([text_of(value) for value in values.to_pylist()], pa.string())
    else:
        texts = pc.cast(values, pa.string())
    indices = pc.cast(column.indices, pa.int32())
    return encoded(pa.DictionaryArray.from_arrays(indices, texts))
