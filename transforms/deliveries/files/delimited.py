"""CSV and TSV as one sheet of text, read block by block: memory does not grow with the file."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv

from transforms.deliveries.files.sheets import (
    HEAD_ROWS,
    TEXT,
    Batch,
    Cells,
    Opened,
    Ragged,
    Sheet,
    UnreadableFile,
    constant,
    encoded,
)

DECODED_AT_ONCE = 1 << 22
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# of the characters beyond ASCII in a Chinese office's file nearly all are in GB 2312; of another encoding
# read as GB18030 by mistake, about half
LEAST_COMMON_SHARE = 0.8
SAMPLE_CHARACTERS = 20_000
BEYOND_ASCII = re.compile("[^\x00-\x7f]+")


def encoding_of(path: Path, stated: str | None = None) -> str:
    """The codec to read a file with. Errors: UnreadableFile `unknown_encoding`, `doubtful_encoding`, `not_a_table`."""
    with path.open("rb") as stream:
        start = stream.read(DECODED_AT_ONCE)
    named = stated or next((name for bom, name in BOMS.items() if start.startswith(bom)), None)
    if named:
        if not _decodes(path, named):
            raise UnreadableFile("unknown_encoding", named)
        return named
    if b"\x00" in start:
        return _unmarked_utf16(path, start)
    if _decodes(path, "utf-8"):
        return "utf-8"
    try:
        # the last character of the block may be cut off; the rest of the file is checked as it is read
        text = codecs.getincrementaldecoder("gb18030")("strict").decode(start)
    except UnicodeError:
        raise UnreadableFile("unknown_encoding") from None
    _doubt(text)
    return "gb18030"


def _decodes(path: Path, encoding: str) -> bool:
    try:
        return not any("\x00" in text for text in decoded(path, encoding))
    except (UnicodeError, LookupError):
        return False


def decoded(path: Path, encoding: str) -> Iterator[str]:
    """The text of a file, block by block. Errors: UnicodeError, LookupError for a codec of no such name."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with path.open("rb") as stream:
        while block := stream.read(DECODED_AT_ONCE):
            yield decoder.decode(block)
        yield decoder.decode(b"", final=True)


def _unmarked_utf16(path: Path, start: bytes) -> str:
    """Text of ASCII digits and commas in UTF-16 has a zero in every other byte."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    guess = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) > len(start) / 20 and _decodes(path, guess):
        return guess
    raise UnreadableFile("not_a_table")


def _doubt(text: str) -> None:
    """Refuse what decodes as GB18030 and can hardly be Chinese: windows-1252, Big5, Shift JIS."""
    sample = "".join(BEYOND_ASCII.findall(text))[:SAMPLE_CHARACTERS]
    common = len(sample.encode("gb2312", "ignore")) / 2
    if sample and common < LEAST_COMMON_SHARE * len(sample):
        raise UnreadableFile("doubtful_encoding", "GB18030")


DELIMITERS = ",\t;|，"
# a block fits the processor's cache; rows are then handled some forty blocks at a time
BLOCK = 1 << 20
BLOCKS_AT_ONCE = 40
HEAD_CHARACTERS = 1 << 18
KEPT_TEXT = 2_000
MOST_COLUMNS = 2_000
MOST_RAGGED = 100_000


def open_text(path: Path, encoding: str | None = None, delimiter: str | None = None) -> Opened:
    """Open a delimited file. Errors: UnreadableFile."""
    encoding = encoding_of(path, encoding)
    start = _start(path, encoding)
    if not start.strip():
        raise UnreadableFile("empty_file")
    delimiter = delimiter or _delimiter(start)
    head, lines = _head(start, delimiter)
    if not head or max(len(line) for line in head) > MOST_COLUMNS:
        raise UnreadableFile("not_a_table")
    source = _Text(path, encoding, delimiter, lines)
    sheet = Sheet(None, head, list(range(1, len(head) + 1)), source.batches)
    return Opened([sheet], "tsv" if delimiter == "\t" else "csv", encoding)


def _start(path: Path, encoding: str) -> str:
    text = ""
    try:
        for block in decoded(path, encoding):
            text += block
            if len(text) > HEAD_CHARACTERS:
                # the last line may be cut off in the middle
                return text[:HEAD_CHARACTERS].rsplit("\n", 1)[0] + "\n"
    except UnicodeError:
        raise UnreadableFile("unknown_encoding", encoding) from None
    return text


def _delimiter(start: str) -> str:
    """The mark that divides most lines into the same number of cells, more than one."""

    def agreement(mark: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(start, newline=""), delimiter=mark)
        widths = Counter(len(line) for line in islice(reader, HEAD_ROWS) if len(line) > 1)
        return max(((lines, width) for width, lines in widths.items()), default=(0, 0))

    try:
        return max(DELIMITERS, key=agreement)
    except csv.Error:
        raise UnreadableFile("not_a_table") from None


def _head(start: str, delimiter: str) -> tuple[list[Cells], list[int]]:
    """The first records, and how many lines of text they take up to the end of each."""
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
    head: list[Cells] = []
    lines: list[int] = []
    try:
        for record in islice(reader, HEAD_ROWS):
            head.append([cell.strip() or None for cell in record])
            lines.append(reader.line_num)
    except csv.Error:
        raise UnreadableFile("not_a_table") from None
    return head, lines


@dataclass(frozen=True)
class _Text:
    """The body of a delimited file, to be read as often as asked. lines: as of `_head`."""

    path: Path
    encoding: str
    delimiter: str
    lines: list[int]

    def batches(self, first: int, width: int) -> Iterator[Batch]:
        """Records from the head's position `first` on. Errors: UnreadableFile where the parser gives up."""
        skipped = self.lines[first - 1] if first else 0
        if first >= len(self.lines):
            return
        ragged: list[Ragged] = []

        def keep(row: pyarrow.csv.InvalidRow) -> str:
            if len(ragged) >= MOST_RAGGED:
                return "error"
            # the parser counts skipped lines of text, a person counts records
            ragged.append(Ragged(row.number - skipped + first, row.text[:KEPT_TEXT], row.actual_columns))
            return "skip"

        record_number = first + 1
        try:
            for columns in _grouped(self._open(skipped, width, keep)):
                rows = _numbers(record_number, len(columns[0]), ragged)
                record_number = int(rows[-1]) + 1 if len(rows) else record_number
                yield Batch(columns, rows)
            if ragged:
                yield Batch(
                    tuple(constant(None, 0) for _ in range(width)), np.zeros(0, np.int64), tuple(ragged)
                )
        except UnicodeError:
            raise UnreadableFile("unknown_encoding", self.encoding) from None
        except pa.ArrowInvalid as error:
            raise UnreadableFile("unreadable_file", str(error).splitlines()[0][:200]) from None

    def _open(self, skipped: int, width: int, keep) -> pyarrow.csv.CSVStreamingReader:
        names = [f"f{number}" for number in range(width)]
        return pyarrow.csv.open_csv(
            self.path,
            pyarrow.csv.ReadOptions(
                # only a single thread knows the numbers of lines that do not fit
                use_threads=False,
                encoding="utf8" if self.encoding in ("utf-8", "utf-8-sig") else self.encoding,
                skip_rows=skipped,
                column_names=names,
                block_size=BLOCK,
            ),
            pyarrow.csv.ParseOptions(
                delimiter=self.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=keep,
            ),
            pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, TEXT)),
        )


def _grouped(reader: pyarrow.csv.CSVStreamingReader) -> Iterator[tuple[pa.DictionaryArray, ...]]:
    """Columns of several blocks at a time: what is asked of distinct texts is then asked less often."""
    while blocks := list(islice(reader, BLOCKS_AT_ONCE)):
        table = pa.Table.from_batches(blocks).unify_dictionaries()
        yield tuple(encoded(column.combine_chunks()) for column in table.columns)


def _numbers(first: int, count: int, ragged: list[Ragged]) -> np.ndarray:
    """Numbers of the next `count` records that fit; `ragged` are all that did not, up to here or further."""
    left_out = np.array([line.row for line in ragged], np.int64)
    candidates = np.arange(first, first + count + len(ragged), dtype=np.int64)
    return candidates[~np.isin(candidates, left_out)][:count]
