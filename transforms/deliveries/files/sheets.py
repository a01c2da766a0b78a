"""Open a file of any accepted kind as sheets of text, each row with the number a person sees.

Nothing is interpreted here: every cell is text or null, and no character is ever replaced.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

TEXT = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True)
class Merge:
    """A merged area of a sheet; rows and columns from 0, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Ragged:
    """A line with another number of cells than the table has columns; `row` is its number in the file."""

    row: int
    text: str
    cells: int


@dataclass(frozen=True)
class Batch:
    """Consecutive rows of a sheet. columns: dictionary arrays of text, null where a cell is blank.

    rows: the number of each row as a person sees it. ragged: lines among them that do not fit.
    """

    columns: tuple[pa.DictionaryArray, ...]
    rows: np.ndarray
    ragged: tuple[Ragged, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def filled(self) -> np.ndarray:
        """How many cells of each row are not blank."""
        count = np.zeros(len(self), np.int32)
        for column in self.columns:
            count += mask_of(column.indices.is_valid()) if column.indices.null_count else 1
        return count

    def filter(self, wanted: np.ndarray) -> Batch:
        """The rows where `wanted` is true."""
        if wanted.all():
            return self
        mask = pa.array(wanted)
        return Batch(tuple(column.filter(mask) for column in self.columns), self.rows[wanted], self.ragged)

    def row(self, position: int) -> list[str | None]:
        """The cells of one row."""
        return [column[position].as_py() for column in self.columns]


def encoded(values: pa.Array) -> pa.DictionaryArray:
    """Distinct texts and indices; a cell of nothing but space is null."""
    column = values if pa.types.is_dictionary(values.type) else pc.dictionary_encode(values)
    blank = pc.equal(pc.utf8_trim_whitespace(column.dictionary), "")
    if not pc.any(blank).as_py():
        return column
    return replaced(column, pc.if_else(blank, pa.scalar(None, pa.string()), column.dictionary))


def replaced(column: pa.DictionaryArray, texts: pa.Array) -> pa.DictionaryArray:
    """The same column with other texts in place of its distinct ones; a null text makes its cells null."""
    if texts.null_count:
        unset = mask_of(pc.is_null(texts).take(column.indices))
        indices = pc.if_else(pa.array(unset), pa.scalar(None, pa.int32()), column.indices)
        return pa.DictionaryArray.from_arrays(indices, texts.fill_null(""))
    return pa.DictionaryArray.from_arrays(column.indices, texts)


def constant(text: str | None, count: int) -> pa.DictionaryArray:
    """A column of one text throughout."""
    indices = pa.nulls(count, pa.int32()) if text is None else pa.array(np.zeros(count, np.int32))
    return pa.DictionaryArray.from_arrays(indices, pa.array([text or ""]))


def mask_of(values: pa.Array) -> np.ndarray:
    """A boolean array as numpy's, null counting as false."""
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    filled = pc.fill_null(values, False) if values.null_count else values
    return np.asarray(filled.to_numpy(zero_copy_only=False), bool)


def spread(answers: pa.Array, column: pa.DictionaryArray) -> np.ndarray:
    """Boolean answers about the distinct texts, as a mask over the rows."""
    if not pc.any(answers).as_py():
        return np.zeros(len(column), bool)
    return mask_of(answers.take(column.indices))


def matching(column: pa.DictionaryArray, pattern: str) -> np.ndarray:
    """Rows whose text matches a regular expression."""
    return spread(pc.match_substring_regex(column.dictionary, pattern), column)


def among(column: pa.DictionaryArray, texts: Iterable[str]) -> np.ndarray:
    """Rows whose trimmed text is one of those given."""
    trimmed = pc.utf8_trim_whitespace(column.dictionary)
    return spread(pc.is_in(trimmed, pa.array(list(texts), pa.string())), column)


EXACT_INTEGERS = 1e15


def text_of(cell: Any) -> str | None:
    """A cell as text: a number without a fraction without one, any other with all its digits; a date as ISO."""
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        if cell != cell:
            return None
        return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT_INTEGERS else repr(cell)
    if isinstance(cell, datetime.datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    return None if cell is None else str(cell)


HEAD_ROWS = 60

Cells = list[str | None]


class UnreadableFile(Exception):
    """A file that cannot be read as a table; carries the reason code and what its sentence needs."""

    def __init__(
        self, reason_code: str, found: str = "", sheet: str | None = None, suggestion: str = ""
    ) -> None:
        super().__init__(f"{reason_code}: {found}")
        self.reason_code = reason_code
        self.found = found
        self.sheet = sheet
        self.suggestion = suggestion


@dataclass(frozen=True)
class Sheet:
    """One table as text. `head`: its first rows, `head_rows` their numbers as a person sees them.

    batches(first, width): the rows from position `first` of the head on, in batches of `width` columns; may be
    asked again. merges: merged areas, positions as in the head.
    """

    name: str | None
    head: list[Cells]
    head_rows: list[int]
    batches: Callable[[int, int], Iterator[Batch]]
    merges: tuple[Merge, ...] = ()
    is_hidden: bool = False

    @property
    def has_text(self) -> bool:
        """Whether any cell of the head is filled."""
        return any(any(line) for line in self.head)

    def width(self, first: int) -> int:
        """Columns of the table whose header begins at position `first`: of a workbook all, of a text most lines'."""
        widths = Counter(len(line) for line in self.head[first:] if len(line) > 1)
        return (
            widths.most_common(1)[0][0]
            if widths
            else max((len(line) for line in self.head[first:]), default=0)
        )


@dataclass(frozen=True)
class Opened:
    """A file's sheets and what it turned out to be."""

    sheets: list[Sheet]
    format: str
    encoding: str | None = None
