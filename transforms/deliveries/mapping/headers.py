"""Find the header of a table by the contract's names, over titles above it and merged lines within it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from transforms.deliveries.files.sheets import Merge
from transforms.deliveries.mapping.contract import Contract

SEARCHED_ROWS = 30
MOST_HEADER_ROWS = 3
SIMILAR_ENOUGH = 60
BRACKETS = re.compile(r"[（(\[【].*?[)）\]】]")
LAST_BRACKETS = re.compile(r"[（(\[【]([^)）\]】]*)[)）\]】]\s*$|[/／]([^/／]+)$")
MARKS = re.compile(r"[\s\u200b\ufeff]+|[*＊※#:：]+$|^[*＊※]+")
SPACE = re.compile(r"\s+")
UNITS = {
    "%": "percent",
    "百分比": "percent",
    "人": "persons",
    "人数": "persons",
    "名": "persons",
    "个": "persons",
    "千人": "thousands",
    "万人": "10k_persons",
    "元": "yuan",
    "万元": "10k_yuan",
    "亿元": "100m_yuan",
}
SHEET_UNIT = re.compile(r"单位\s*[:：]\s*([^\s)）；;，,、]+)\s*[)）]?\s*$")

Cells = Sequence[str | None]


@dataclass(frozen=True)
class Header:
    """Where a header is and what each column of the table is called.

    first, last: positions of its rows among the sheet's, from 0. names: raw header per column, the lines of a
    merged one joined. lowest: the lowest line of each. unit: what a line above the header states for the sheet.
    """

    first: int
    last: int
    names: tuple[str, ...]
    lowest: tuple[str, ...] = ()
    unit: str | None = None

    def forms(self, position: int) -> tuple[str, ...]:
        """The names a column may be known by, the fullest first."""
        lowest = self.lowest[position] if self.lowest else self.names[position]
        return tuple(dict.fromkeys((self.names[position], lowest)))

    def column(self, position: int, names: Mapping[str, str]) -> str | None:
        """The contract column at a position, by names folded → column."""
        found = (column_of(form, names) for form in self.forms(position))
        return next(filter(None, found), None)

    def position(self, name: str) -> int | None:
        """Position of the column of that raw header; `(3)` is the third column, `City (2)` the second City."""
        wanted = folded(name)
        for names in (unique(self.names), self.lowest or self.names):
            folds = [folded(raw) for raw in names]
            if wanted in folds:
                return folds.index(wanted)
        return None


def folded(text: str | None) -> str:
    """A header without spaces, marks, full-width forms and case, so that two spellings of one name are equal."""
    return MARKS.sub("", unicodedata.normalize("NFKC", text or "")).casefold()


def plain(text: str) -> str:
    """A header on one line."""
    return SPACE.sub(" ", text).strip()


def unit_of(header: str) -> str | None:
    """The unit a header states in brackets or after a stroke: 落实率（%） → percent."""
    found = LAST_BRACKETS.search(header)
    stated = unicodedata.normalize("NFKC", (found[1] or found[2] or "") if found else "").strip()
    return UNITS.get(stated.removeprefix("单位:").strip()) or (
        "percent" if header.rstrip().endswith(("%", "％")) else None
    )


def contract_names(contract: Contract) -> dict[str, str]:
    """Every accepted spelling, folded → contract column."""
    names: dict[str, str] = {}
    for column, stated in contract.columns.items():
        for spelling in (column, *stated.spellings):
            names.setdefault(folded(spelling), column)
    return names


def column_of(header: str, names: Mapping[str, str]) -> str | None:
    """The contract column of a raw header: as written, else without what it says in brackets."""
    whole = folded(header)
    without = LAST_BRACKETS.sub("", header) if unit_of(header) else BRACKETS.sub("", header)
    return names.get(whole) or names.get(folded(without)) or names.get(folded(header.rstrip("%％ ")))


def find_header(
    head: Sequence[Cells],
    names: Iterable[str],
    header_row: int | None = None,
    rows: int = 1,
    needed: int = 2,
    merges: Sequence[Merge] = (),
    pattern: str | None = None,
) -> Header | None:
    """The header among the first rows: the one to three lines that hold most known names.

    header_row (position from 0) and rows state it instead. pattern: headers that are not known by name, as years.
    None where fewer than `needed` columns are known, or the only one.
    """
    known = dict.fromkeys(names, "")
    if header_row is not None:
        return _with_unit(_header(head, header_row, rows, merges), head)
    best: tuple[int, int] | None = None
    found: Header | None = None
    for first in range(min(SEARCHED_ROWS, len(head))):
        for count in range(1, min(MOST_HEADER_ROWS, len(head) - first) + 1):
            header = _header(head, first, count, merges)
            score = _score(header, known, pattern)
            width = sum(1 for name in header.names if name)
            if score >= min(needed, max(width, 1)) and (best is None or (score, -count) > best):
                best, found = (score, -count), header
    return _with_unit(found, head) if found else None


def _with_unit(header: Header, head: Sequence[Cells]) -> Header:
    return replace(header, unit=_sheet_unit(head[: header.first]))


def _score(header: Header, known: Mapping[str, str], pattern: str | None) -> int:
    """How many columns are known, each known name counted once."""
    hits: set[str] = set()
    for position in range(len(header.names)):
        for form in header.forms(position):
            if form and (hit := _hit(form, known, pattern)):
                hits.add(hit)
                break
    return len(hits)


def _hit(form: str, known: Mapping[str, str], pattern: str | None) -> str | None:
    for spelling in (form, BRACKETS.sub("", form), form.rstrip("%％ ")):
        if folded(spelling) in known:
            return folded(spelling)
    return form if pattern and re.fullmatch(pattern, form) else None


def _header(head: Sequence[Cells], first: int, count: int, merges: Sequence[Merge]) -> Header:
    width = max(len(line) for line in head[first : first + count])
    lines = [[*line, *([None] * (width - len(line)))] for line in head[first : first + count]]
    covered = _fill_merged(lines, first, merges)
    for number, line in enumerate(lines[:-1]):
        _spread(line, covered[number])
    names, lowest = [], []
    for cells in zip(*lines, strict=True):
        parts = [plain(cell) for cell in cells if cell and cell.strip()]
        joined = list(dict.fromkeys(parts))
        names.append(" ".join(joined))
        lowest.append(parts[-1] if parts else "")
    return Header(first, first + count - 1, tuple(names), tuple(lowest))


def _fill_merged(lines: list[list[str | None]], first: int, merges: Sequence[Merge]) -> list[set[int]]:
    """Write the word of a merged area into every cell of it; returns the columns so covered, per line."""
    covered: list[set[int]] = [set() for _ in lines]
    for area in merges:
        if area.top < first or area.top >= first + len(lines):
            continue
        word = lines[area.top - first][area.left] if area.left < len(lines[0]) else None
        for row in range(area.top, min(area.bottom, first + len(lines) - 1) + 1):
            for column in range(area.left, min(area.right, len(lines[0]) - 1) + 1):
                lines[row - first][column] = word
                covered[row - first].add(column)
    return covered


def _spread(line: list[str | None], covered: set[int]) -> None:
    """An upper cell spans the empty ones to its right, where merged areas do not say how far."""
    above: str | None = None
    for column, cell in enumerate(line):
        if cell and cell.strip():
            above = cell
        elif column not in covered:
            line[column] = above


def _sheet_unit(titles: Sequence[Cells]) -> str | None:
    for line in titles:
        for cell in line:
            found = SHEET_UNIT.search(cell or "")
            if found:
                return UNITS.get(unicodedata.normalize("NFKC", found[1]))
    return None


def unique(names: Sequence[str]) -> list[str]:
    """Raw headers made unique: an empty one by its position, a repeated one by its number."""
    seen: dict[str, int] = {}
    distinct = []
    for position, name in enumerate(names):
        name = name or f"({position + 1})"
        seen[name] = seen.get(name, 0) + 1
        distinct.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return distinct


def most_alike(wanted: str, names: Iterable[str]) -> tuple[str, float] | None:
    """The name most like the one wanted, with its likeness of 0 to 100; none below SIMILAR_ENOUGH."""
    # asked only of what fits nothing; importing it loads pandas, a third of what a good file costs
    from rapidfuzz import fuzz, process

    found = process.extractOne(wanted, list(names), scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH)
    return (found[0], found[1]) if found else None
