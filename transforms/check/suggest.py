"""Draft a source file from a file: what its first rows show, and what a person has to add."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz, process

from transforms.check.recognise import feed_of, heads_of
from transforms.deliveries.files.sheets import Sheet, UnreadableFile
from transforms.deliveries.judging.convert import MISSING
from transforms.deliveries.mapping.contract import Contract, load_contracts
from transforms.deliveries.mapping.headers import Header, contract_names, find_header, unique
from transforms.deliveries.mapping.source import SUFFIX
from transforms.yaml_text import read_yaml

SIMILAR_ENOUGH = 75
SEARCHED_ROWS = 30
LEAST_COLUMNS = 3
YEAR_HEADER = r"(\d{4})\s*(?:年|届|学年)?"
NUMBER = re.compile(r"[+-]?[\d,，]*\d(\.\d+)?\s*[%％]?")


@dataclass(frozen=True)
class Draft:
    """What was found on a sheet. columns: contract column → raw header; doubtful: such, only by similar names.

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
        column = header.column(position, names)
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
        for spelling in column.spellings
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


WORDS_FILE = Path(__file__).with_name("draft_words.yaml")
NUMERIC = ("integer", "number", "rate", "money")
LEAST_YEARS = 3
LONGEST_MARKER = 8


def suggest(path: Path, feed: str | None = None, lang: str = "zh") -> str:
    """The text of `<file>.source.yaml`, for a person to look over.

    Errors: UnreadableFile; LookupError where no feed fits, or several do.
    """
    sheets = heads_of(path)
    feed = feed or feed_of(sheets) or likeliest_feed(sheets)
    if feed is None:
        raise LookupError(path.name)
    draft = draft_of(sheets, feed)
    words = {key: said[lang] for key, said in read_yaml(WORDS_FILE).items()}
    words["head"] = words["head"].format(file=path.name + SUFFIX)
    parts = (_facts(path), _place(draft, len(sheets) > 1), _columns(draft), _constants(draft), _units(draft))
    lines = [line for part in (*parts, _missing(draft), _values(draft), _years(draft)) for line in part]
    return "\n".join(line.format_map(words) for line in lines) + "\n"


def _facts(path: Path) -> Iterator[str]:
    yield "# {head}"
    yield "publisher: null  # {publisher}"
    yield f"title: {_scalar(path.stem)}"
    yield "url: null"
    yield "licence: null"
    yield "accessed: null  # {accessed}"
    yield "delivered_on: null  # {delivered_on}"
    if path.suffix.lower() == ".parquet":
        yield "allow: [parquet]"


def _place(draft: Draft, has_sheets: bool) -> Iterator[str]:
    title = draft.contract.title
    yield f"feed: {draft.contract.feed}  # {_plain(title.zh)} {_plain(title.en)}"
    if has_sheets and draft.sheet.name:
        yield f"sheet: {_scalar(draft.sheet.name)}"
    first, last = draft.header.first, draft.header.last
    if draft.sheet.name or first:
        yield f"header_row: {draft.sheet.head_rows[first]}"
    if last > first:
        yield f"header_rows: {last - first + 1}"


def _columns(draft: Draft) -> Iterator[str]:
    yield "columns:" if draft.columns else "# columns:"
    for column, raw in draft.columns.items():
        yield f"  {column}: {_scalar(raw)}"
    if draft.doubtful:
        yield "  # {doubtful}"
    for column, raw in draft.doubtful.items():
        yield f"  # {column}: {_scalar(raw)}  # {_plain(draft.contract.columns[column].label.zh)}"
    unused = [raw for raw in draft.unused if raw not in draft.doubtful.values()]
    if unused:
        yield "  # {unused}" + _plain("、".join(unused))


def _constants(draft: Draft) -> Iterator[str]:
    """Required columns the file does not have: one value for the whole file, if that is so."""
    taken = {*draft.columns, *draft.doubtful, *filter(None, _unpivoted(draft))}
    missing = draft.contract.missing(taken)
    if missing:
        yield "# {constants}"
        yield "# constants:"
    for name in missing:
        column = draft.contract.columns[name]
        values = f" ({', '.join(column.values)})" if column.values else ""
        yield f"#   {name}: ?  # {_plain(column.label.zh + values)}"


def _units(draft: Draft) -> Iterator[str]:
    """Rates without a sign, recognised by their size."""
    found = {}
    for column, raw in draft.columns.items():
        if draft.contract.columns[column].type == "rate":
            values = [value for value in draft.values(raw) if NUMBER.fullmatch(value)]
            if values and not any(value.endswith(("%", "％")) for value in values):
                found[column] = "percent" if max(_number(value) for value in values) > 1 else "fraction"
    if found:
        yield "units:  # {units}"
        yield from (f"  {column}: {unit}" for column, unit in found.items())


def _missing(draft: Draft) -> Iterator[str]:
    """Words found in number columns more than once."""
    words = [
        value
        for column, raw in draft.columns.items()
        if draft.contract.columns[column].type in NUMERIC
        for value in draft.values(raw)
        if not NUMBER.fullmatch(value) and value not in MISSING and len(value) <= LONGEST_MARKER
    ]
    markers = [word for word in dict.fromkeys(words) if words.count(word) > 1]
    if markers:
        yield f"missing: [{', '.join(_scalar(marker) for marker in markers)}]  # {{missing}}"


def _values(draft: Draft) -> Iterator[str]:
    """Words of a column of fixed values that are none of them."""
    for name, raw in draft.columns.items():
        column = draft.contract.columns[name]
        known = {word for value, words in column.values.items() for word in (value, *words)}
        unknown = [value for value in dict.fromkeys(draft.values(raw)) if value not in known] if known else []
        if unknown:
            yield f"# values:  # {{values}}{_plain('、'.join(column.values))}"
            yield f"#   {name}:"
            yield from (f"#     {_scalar(value)}: ?" for value in unknown)


def _years(draft: Draft) -> Iterator[str]:
    """Years side by side: one record of each."""
    name_to, value_to = _unpivoted(draft)
    if name_to:
        yield "unpivot:  # {years}"
        yield f"  headers_matching: {_scalar(YEAR_HEADER)}"
        yield f"  name_to: {name_to}"
        yield f"  value_to: {value_to}"


def _unpivoted(draft: Draft) -> tuple[str | None, str | None]:
    """The columns that years side by side and their cells are for, if there are such."""
    free = {name: column for name, column in draft.contract.columns.items() if name not in draft.columns}
    name_to = next((name for name, column in free.items() if column.type == "year"), None)
    value_to = next((name for name, column in free.items() if column.type in NUMERIC), None)
    return (name_to, value_to) if len(draft.years) >= LEAST_YEARS and name_to and value_to else (None, None)


def _number(text: str) -> float:
    return float(text.replace(",", "").replace("，", ""))


def _scalar(text: Any) -> str:
    """Text as one YAML scalar on one line, its braces doubled for the words to be filled in."""
    written = yaml.safe_dump(
        text, allow_unicode=True, width=10_000, default_style='"' if "\n" in text else None
    )
    return written.removesuffix("\n").removesuffix("\n...").replace("{", "{{").replace("}", "}}")


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("{", "{{").replace("}", "}}")
