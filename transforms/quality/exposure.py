"""Personal data in what is about to be published: the last look, at the finished files themselves.

Every text of the public file and of every Parquet file and the bytes of every other file are searched by one pattern
first; what it finds likely is read closely. The pages on paper are not read: each is set from the blocks of a page of
the site, and both from values of the public file (docs/decisions/personal-data.md).
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.connecting import attach, columns_of, in_memory, tables_of
from transforms.personal import LIKELY, Kind, personal_data

PUBLISHED, PARQUET = "published", ".parquet"
BATCH_BYTES = 8 << 20  # preparing the pattern costs as much as searching some megabytes
SET_FROM_PAGES = frozenset({".pdf"})
# what of a line is no text: a number of 11 digits by itself is an amount in data (one that is a text is found among the
# values), and a drawing is full of numbers
_AMOUNT = re.compile(r"(?<![^,:\[\]{}\s])[0-9]{11}(?![^,:\[\]{}\s])")
NO_TEXT = dict.fromkeys((".csv", ".json", ".jsonld", ".js"), _AMOUNT)
NO_TEXT |= {".xml": re.compile(r"<v>[0-9]{11}</v>")}
NO_TEXT |= dict.fromkeys((".html", ".svg"), re.compile(r'\s(?:d|points|viewBox|transform)="[^"]*"'))

# where something stands, and its texts
Texts = tuple[str, pa.Array]


@dataclass(frozen=True)
class Exposed:
    """Personal data of one kind in a published file, or in a column of a table; what it says is not repeated."""

    where: str
    kind: Kind
    places: int


def exposed(public_file: Path, public: Path, allowed: Iterable[str | None] = ()) -> list[Exposed]:
    """What of the public file and of the folder `public` is personal data, by file and kind.

    allowed: texts whose numbers and addresses may be published, as those of the office that issues the release.
    Errors: OSError, duckdb.Error, pyarrow.ArrowException, zipfile.BadZipFile for a file that cannot be read.
    """
    files = sorted(path for path in public.rglob("*") if path.is_file())
    names = pa.array([path.relative_to(public).as_posix() for path in files], pa.large_string())
    likely = [
        *_likely(_of_parquet(files, public)),
        *_likely(_of_other_tables(public_file, {path.stem for path in files if path.suffix == PARQUET})),
        *_likely([("names of files", names)]),
        *_of_text(_likely(_lines(_likely(_of_files(files, public))))),
    ]
    may = {found.plain for text in allowed if text for found in personal_data(text)}
    count = Counter(
        (where, found.kind)
        for where, text in likely
        for found in personal_data(text)
        if found.plain not in may
    )
    return [Exposed(where, kind, places) for (where, kind), places in sorted(count.items())]


def _of_other_tables(public_file: Path, searched: Collection[str]) -> Iterator[Texts]:
    """The distinct texts of every column of the public file, but for tables that are `searched` as Parquet files."""
    with in_memory() as con:
        attach(con, public_file, PUBLISHED)
        for table in sorted(set(tables_of(con, PUBLISHED)) - set(searched)):
            for column, kind in columns_of(con, PUBLISHED, table).items():
                if kind == "VARCHAR":
                    texts = con.table(f"{PUBLISHED}.{table}").unique(f'"{column}"').to_arrow_table()
                    for chunk in texts.column(0).chunks:
                        yield f"{public_file.name}: {table}.{column}", chunk


def _of_parquet(files: Iterable[Path], public: Path) -> Iterator[Texts]:
    """The distinct texts of every column of the Parquet files."""
    for path in files:
        if path.suffix != PARQUET:
            continue
        columns = [field.name for field in pq.read_schema(path) if pa.types.is_string(field.type)]
        table = pq.read_table(path, columns=columns, read_dictionary=columns)
        for column in columns:
            for chunk in table.column(column).chunks:
                yield f"{path.relative_to(public).as_posix()}: {column}", chunk.dictionary


def _of_files(files: Iterable[Path], public: Path) -> Iterator[Texts]:
    """Every file that is text, and every part of a workbook, as one text."""
    for path in files:
        name = path.relative_to(public).as_posix()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as workbook:
                for part in workbook.namelist():
                    yield f"{name}: {part}", _as_text(workbook.read(part))
        elif path.suffix != PARQUET and path.suffix not in SET_FROM_PAGES:
            yield name, _as_text(path.read_bytes())


def _as_text(content: bytes) -> pa.Array:
    """An array of one text, which is not copied."""
    ends = pa.array([0, len(content)], pa.int64())
    return pa.Array.from_buffers(pa.large_string(), 1, [None, ends.buffers()[1], pa.py_buffer(content)])


def _likely(texts: Iterable[Texts]) -> Iterator[tuple[str, str]]:
    """The texts that may hold personal data, each with where it stands."""
    for batch in _batches(texts):
        whole = pa.chunked_array([array.cast(pa.large_string()) for _, array in batch]).combine_chunks()
        owner = [where for where, array in batch for _ in range(len(array))]
        found = pc.fill_null(pc.match_substring_regex(whole, LIKELY), False)
        for position in pc.indices_nonzero(found).to_pylist():
            # as bytes: a file need not be text
            content = whole[position].as_buffer().to_pybytes()
            yield owner[position], content.decode("utf-8", "replace")


def _batches(texts: Iterable[Texts]) -> Iterator[list[Texts]]:
    batch: list[Texts] = []
    size = 0
    for where, array in texts:
        batch.append((where, array))
        size += array.nbytes
        if size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _lines(files: Iterable[tuple[str, str]]) -> Iterator[Texts]:
    return ((where, pa.array(content.split("\n"), pa.large_string())) for where, content in files)


def _of_text(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Lines without what of them is no text."""
    for where, line in lines:
        no_text = NO_TEXT.get(Path(where).suffix)
        yield where, no_text.sub("", line) if no_text else line
