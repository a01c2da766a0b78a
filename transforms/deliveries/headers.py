"""Find the header of a table by the contract's names, over titles above it and merged lines within it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from transforms.deliveries.contract import Contract

SEARCHED_ROWS = 30
MOST_HEADER_ROWS = 3
BRACKETS = re.compile(r"[（(\[【].*?[)）\]】]")
SPACE = re.compile(r"\s+")

Cells = Sequence[str | None]


@dataclass(frozen=True)
class Header:
    """Where a header stands and what each column of the table is called.

    first, last: positions of its rows among the sheet's, from 0. names: raw header per column, spaces folded.
    """

    first: int
    last: int
    names: tuple[str, ...]


def folded(text: str | None) -> str:
    """A header without spaces, full-width forms and case, so that two spellings of one name are equal."""
    return SPACE.sub("", unicodedata.normalize("NFKC", text or "")).casefold()


def contract_names(contract: Contract) -> dict[str, str]:
    """Every accepted spelling, folded → contract column."""
    names: dict[str, str] = {}
    for column, stated in contract.columns.items():
        for spelling in (column, stated.label.zh, stated.label.en, *stated.aliases):
            names.setdefault(folded(spelling), column)
    return names


def column_of(header: str, names: Mapping[str, str]) -> str | None:
    """The contract column of a raw header: as it stands, else without a unit in brackets."""
    whole = folded(header)
    return names.get(whole) or names.get(folded(BRACKETS.sub("", header)))


def find_header(
    head: Sequence[Cells], names: Iterable[str], header_row: int | None = None, rows: int = 1, needed: int = 2
) -> Header | None:
    """The header among the first rows: the one to three lines in which most known names stand.

    header_row (position from 0) and rows state it instead. None where fewer than `needed` columns are known, or the
    only one.
    """
    known = set(names)
    if header_row is not None:
        return Header(header_row, header_row + rows - 1, _merged(head[header_row : header_row + rows]))
    best: tuple[int, Header] | None = None
    for first in range(min(SEARCHED_ROWS, len(head))):
        for count in range(1, min(MOST_HEADER_ROWS, len(head) - first) + 1):
            header = Header(first, first + count - 1, _merged(head[first : first + count]))
            score = _score(header.names, known)
            if score >= min(needed, len(header.names)) and (best is None or score > best[0]):
                best = (score, header)
    return best[1] if best else None


def _score(header: Iterable[str], known: set[str]) -> int:
    return len({name for raw in header if (name := folded(raw)) in known or (name := folded(BRACKETS.sub("", raw))) in known})


def _merged(lines: Sequence[Cells]) -> tuple[str, ...]:
    """One name per column from one to three lines; an upper cell spans the empty ones to its right."""
    if len(lines) == 1:
        return tuple(SPACE.sub(" ", cell or "").strip() for cell in lines[0])
    filled = [_spread(line) if number < len(lines) - 1 else list(line) for number, line in enumerate(lines)]
    names = []
    for cells in zip(*filled, strict=True):
        parts = [SPACE.sub(" ", cell).strip() for cell in cells if cell and cell.strip()]
        names.append(" ".join(dict.fromkeys(parts)))
    return tuple(names)


def _spread(line: Cells) -> list[str | None]:
    spread: list[str | None] = []
    for cell in line:
        spread.append(cell if cell and cell.strip() else (spread[-1] if spread else None))
    return spread
