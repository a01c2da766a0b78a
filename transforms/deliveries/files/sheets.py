"""Open a file of any accepted kind as sheets of text, each row with the number a person sees.

Nothing is interpreted here: every cell is text or null, and no character is ever replaced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from transforms.deliveries.files.cells import Batch, Merge

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
    notes: tuple[str, ...] = ()
