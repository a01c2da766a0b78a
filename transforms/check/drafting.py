"""What the first rows of a file say of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from transforms.deliveries.files.sheets import Sheet, UnreadableFile
from transforms.deliveries.mapping.contract import Contract, load_contracts
from transforms.deliveries.mapping.headers import Header, column_of, contract_names, find_header, unique

SIMILAR_ENOUGH = 75
SEARCHED_ROWS = 30
LEAST_COLUMNS = 3
YEAR_HEADER = r"(\d{4})\s*(?:年|届|学年)?"
NUMBER = re.compile(r"[+-]?[\d,，]*\d(\.\d+)?\s*[%％]?")


@dataclass(frozen=True)
class Draft:
    """What was found on a sheet. columns: contract column → raw header; doubtful: the same, only alike by name.

    years: raw headers that are years. unused: raw headers that are none of the columns.
    """

    contract: Contract
    sheet: Sheet
    header: Header
    columns: dict[str, str]
    doubtful: dict[str, str]
    years: list[str]
    unused: list[str]

    def values(self, raw: str) -> list[str]:
        """The filled cells of a column below the header, as far as they were read."""
        position = unique(self.header.names).index(raw)
        lines = self.sheet.head[self.header.last + 1 :]
        return [cell.strip() for line in lines if position < len(line) and (cell := line[position])]


def draft_of(sheets: list[Sheet], feed: str) -> Draft:
    """The draft of the sheet that fits a feed best. Errors: UnreadableFile where every sheet is empty."""
    drafts = [_of_sheet(sheet, load_contracts()[feed]) for sheet in sheets if any(map(any, sheet.head))]
    if not drafts:
        raise UnreadableFile("no_header")
    return max(drafts, key=lambda draft: (len(draft.columns), len(draft.doubtful)))


def likeliest_feed(sheets: list[Sheet]) -> str | None:
    """The feed for which most columns are recognised, three at least; None where no feed or several are likeliest."""
    found = {feed: len(draft_of(sheets, feed).columns) for feed in load_contracts()}
    best = max(found, key=lambda feed: found[feed])
    return best if found[best] >= LEAST_COLUMNS and list(found.values()).count(found[best]) == 1 else None


def _of_sheet(sheet: Sheet, contract: Contract) -> Draft:
    names = contract_names(contract)
    header = find_header(sheet.head, names, merges=sheet.merges) or _by_shape(sheet)
    columns: dict[str, str] = {}
    left: list[str] = []
    years: list[str] = []
    for position, raw in enumerate(unique(header.names)):
        forms = header.forms(position) if position < len(header.names) else ()
        column = next((found for form in forms if (found := column_of(form, names))), None)
        if column and column not in columns:
            columns[column] = raw
        elif re.fullmatch(YEAR_HEADER, raw):
            years.append(raw)
        elif header.names[position]:
            left.append(raw)
    return Draft(contract, sheet, header, columns, _doubtful(left, columns, contract), years, left)


def _by_shape(sheet: Sheet) -> Header:
    """Where no name is known: the fullest of the first rows that is all words."""
    widths = [
        sum(1 for cell in line if cell) if not any(cell and NUMBER.fullmatch(cell) for cell in line) else 0
        for line in sheet.head[:SEARCHED_ROWS]
    ]
    line = widths.index(max(widths))
    names = tuple(cell or "" for cell in sheet.head[line])
    return Header(line, line, names)


def _doubtful(left: Sequence[str], columns: dict[str, str], contract: Contract) -> dict[str, str]:
    """Contract column → the raw header most like one of its names, for those that are only alike."""
    spellings = {
        spelling: name
        for name, column in contract.columns.items()
        if name not in columns
        for spelling in (column.label.zh, column.label.en, *column.aliases)
    }
    doubtful: dict[str, str] = {}
    for raw in left:
        found = process.extractOne(
            raw, list(spellings), scorer=fuzz.WRatio, processor=_words, score_cutoff=SIMILAR_ENOUGH
        )
        if found and spellings[found[0]] not in doubtful:
            doubtful[spellings[found[0]]] = raw
    return doubtful


def _words(text: str) -> str:
    return text.replace("_", " ").casefold()
