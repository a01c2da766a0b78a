"""Draft a source file from a file: what its first rows show, and what a person has to add."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from transforms.check.drafting import NUMBER, YEAR_HEADER, Draft, draft_of, likeliest_feed
from transforms.check.heads import heads_of
from transforms.check.recognise import feed_of
from transforms.deliveries.judging.convert import MISSING
from transforms.deliveries.mapping.source import SUFFIX
from transforms.yaml_text import read_yaml

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
    missing = [
        (name, column)
        for name, column in draft.contract.columns.items()
        if column.required
        and not column.default
        and name not in taken
        and draft.contract.stand_in(name) not in taken
    ]
    if missing:
        yield "# {constants}"
        yield "# constants:"
    for name, column in missing:
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
