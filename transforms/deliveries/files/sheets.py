"""Open a file of any accepted kind as sheets of text, each row with the number a person sees.

Nothing is interpreted here: every cell is text or null, and no character is ever replaced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from transforms.deliveries.files.cells import Batch, Merge

HEAD_ROWS = 60
HEAD_BYTES = 8

Cells = list[str | None]


class Unreadable(Exception):
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
    notes: tuple[str, ...] = ()


def open_file(
    path: Path, encoding: str | None = None, allow: Iterable[str] = (), delimiter: str | None = None
) -> Opened:
    """Open a delivery. Errors: Unreadable with a reason code of reasons.yaml.

    Whether the file is safe to open was decided before (`safety.py`).
    """
    with path.open("rb") as stream:
        start = stream.read(HEAD_BYTES)
    if not start:
        raise Unreadable("empty_file")
    if start.startswith(b"PAR1"):
        from transforms.deliveries.files.columnar import open_parquet

        return open_parquet(path)
    if start.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        from transforms.deliveries.files.workbook import open_workbook

        return open_workbook(path)
    from transforms.deliveries.files.delimited import open_text

    return open_text(path, encoding, delimiter)
