"""Words and numbers of one language, from the one catalogue `strings.yaml`.

A catalogue entry may hold `{name}` fields, `{n:program|programs}` for a plural, and the marks
`**strong**`, `` `code` `` and `~subscript~`. Marks are read in the entry only, never in what fills a
field, so a name from a delivery stays text. Conventions: GB/T 15834 (punctuation), GB/T 15835 (numbers).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Literal

from reports.data.published import Published
from reports.document.blocks import Span, SpanKind, Spans
from transforms.yaml_text import read_yaml

CATALOGUE = Path(__file__).parents[1] / "strings.yaml"
LANGUAGES = ("zh", "en")
MINUS = "\u2212"
KIND_OF_MARK: Mapping[str, SpanKind] = {"**": "strong", "`": "code", "~": "sub"}
MARKS = re.compile("|".join(map(re.escape, KIND_OF_MARK)))


class MissingString(LookupError):
    """The catalogue lacks a string, a language of it, or a field that the caller must fill."""


@dataclass(frozen=True)
class Language:
    """One language of the catalogue. Errors of every method that takes a key: MissingString."""

    code: Literal["zh", "en"]
    strings: Mapping[str, str]

    def text(self, key: str, **values: Any) -> str:
        """The entry as bare text."""
        return "".join(span.text for span in self.spans(key, **values))

    def spans(self, key: str, **values: Any) -> Spans:
        """The entry as marked runs; a value may itself be a tuple of spans."""
        spans: list[Span] = []
        for literal, field, spec, kind in _parts(self._entry(key)):
            spans += literal
            if field is not None:
                spans += self._filled(key, field, spec, values, kind)
        return tuple(_merged(spans))

    def has(self, key: str) -> bool:
        return key in self.strings

    def _entry(self, key: str) -> str:
        if key not in self.strings:
            raise MissingString(f"strings.yaml has no entry {key!r}")
        return self.strings[key]

    def _filled(
        self, key: str, field: str, spec: str, values: Mapping[str, Any], kind: SpanKind
    ) -> list[Span]:
        if field not in values:
            raise MissingString(f"strings.yaml: {key!r} needs the field {field!r}")
        value = values[field]
        if "|" in spec:
            one, many = spec.split("|")
            return [Span(one if value == 1 else many, kind)]
        if isinstance(value, tuple):
            return list(value)
        return [Span(self.integer(value) if isinstance(value, int) else str(value), kind)]

    def integer(self, number: float) -> str:
        return f"{number:,.0f}".replace("-", MINUS)

    def decimal(self, number: float, digits: int = 2, signed: bool = False) -> str:
        text = f"{number:{'+' if signed else ''},.{digits}f}"
        if float(text.replace(",", "")) == 0:
            text = text.lstrip("+-")
        return text.replace("-", MINUS)

    def signed(self, number: float) -> str:
        return self.decimal(number, 2, signed=True)

    def angle(self, degrees: float) -> str:
        return f"{self.decimal(degrees, 1)}°"

    def percent(self, fraction: float, digits: int = 1) -> str:
        return f"{self.decimal(fraction * 100, digits)}%"

    def percent_beside(self, fraction: float, line: float) -> str:
        """A rate with as many digits as it takes not to look equal to a line it differs from."""
        digits = 1
        while digits < 4 and fraction != line and f"{fraction:.{digits + 2}f}" == f"{line:.{digits + 2}f}":
            digits += 1
        return self.percent(fraction, digits)

    def percent_line(self, fraction: float) -> str:
        """A line of the policy, without needless digits: 60%, 62.5%."""
        return f"{fraction * 100:.4f}".rstrip("0").rstrip(".") + "%"

    def points(self, fraction: float, digits: int = 1) -> str:
        """A difference of two shares in percentage points, signed, without its unit."""
        return self.decimal(fraction * 100, digits, signed=True)

    def interval(self, low: float, high: float) -> str:
        low_text, high_text = self.percent(low, 0), self.percent(high, 0)
        return f"{low_text}～{high_text}" if self.code == "zh" else f"{low_text[:-1]}–{high_text}"

    def years(self, first: int, last: int) -> str:
        if first == last:
            return str(first)
        return f"{first}—{last}" if self.code == "zh" else f"{first}–{last}"

    def spelled(self, number: int) -> str:
        """Small numbers in words, as in 连续三年; larger ones in digits."""
        return SPELLED[self.code][number] if number < len(SPELLED[self.code]) else self.integer(number)

    def date(self, day: date) -> str:
        if self.code == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    def listing(self, items: Iterable[str], have_commas: bool = False) -> str:
        """The items in a row; English parts those that have commas of their own by semicolons."""
        english = "; " if have_commas else ", "
        return ("、" if self.code == "zh" else english).join(items)

    def sentences(self, parts: Iterable[Spans]) -> Spans:
        """Sentences in a row: Chinese sets none between them, English a space."""
        spans: list[Span] = []
        for part in filter(None, parts):
            if spans and self.code == "en":
                spans.append(Span(" "))
            spans += part
        return tuple(_merged(spans))

    def shown(self, number: Published, how: Any = None) -> str:
        """A published number in print: formatted by `how` (default: whole), or its status mark."""
        if number.value is None:
            return f"[{number.status}]"
        text = (how or self.integer)(number.value)
        return f"{text} [{number.status}]" if number.status else text


SPELLED = {
    "zh": ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@cache
def _parts(entry: str) -> tuple[tuple[tuple[Span, ...], str | None, str, SpanKind], ...]:
    """A catalogue entry as literal spans, each with the field after it, its spec and the kind it is filled in as."""
    kinds: list[SpanKind] = ["plain"]
    return tuple(
        (tuple(_marked(literal, kinds)), field, spec or "", kinds[-1])
        for literal, field, spec, _ in Formatter().parse(entry)
    )


def _marked(literal: str, kinds: list[SpanKind]) -> list[Span]:
    """Split catalogue text at its marks; `kinds` is the stack of open marks, kept between calls."""
    spans, start = [], 0
    for mark in MARKS.finditer(literal):
        spans.append(Span(literal[start : mark.start()], kinds[-1]))
        start = mark.end()
        kind = KIND_OF_MARK[mark.group()]
        if kinds[-1] == kind:
            kinds.pop()
        else:
            kinds.append(kind)
    return [*spans, Span(literal[start:], kinds[-1])]


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        if merged and merged[-1].kind == span.kind == "plain":
            merged[-1] = Span(merged[-1].text + span.text)
        else:
            merged.append(span)
    return merged


@cache
def load_catalogue(path: Path = CATALOGUE) -> Mapping[str, Mapping[str, str]]:
    """Entries by language: {"zh": {key: text}, "en": …}. Errors: MissingString naming every gap at once."""
    entries: dict[str, dict[str, str]] = {code: {} for code in LANGUAGES}
    gaps: list[str] = []
    for key, entry in _leaves(read_yaml(path)):
        gaps += [f"{key}.{code}" for code in LANGUAGES if not entry.get(code)]
        # a comma outside quotes cuts a text short and makes a key of the rest
        gaps += [f"{key}: no language {code!r}" for code in entry if code not in LANGUAGES]
        for code in LANGUAGES:
            entries[code][key] = entry.get(code) or ""
    fields = {code: {key: _fields(text) for key, text in entries[code].items()} for code in LANGUAGES}
    gaps += [f"{key}: fields differ" for key in entries["zh"] if fields["zh"][key] != fields["en"][key]]
    if gaps:
        raise MissingString(f"{path.name}: {', '.join(gaps)}")
    return entries


def _leaves(node: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Mapping[str, str]]]:
    for key, value in node.items():
        if set(value) & set(LANGUAGES):
            yield prefix + key, value
        else:
            yield from _leaves(value, f"{prefix}{key}.")


def _fields(text: str) -> set[str]:
    """Fields that print something; Chinese needs none of the plurals."""
    return {
        field
        for _, field, spec, _ in Formatter().parse(text)
        if field is not None and "|" not in (spec or "")
    }


def language(code: str, path: Path = CATALOGUE) -> Language:
    """The words and numbers of `zh` or `en`. Errors: MissingString."""
    if code not in LANGUAGES:
        raise MissingString(f"no language {code!r}; the catalogue has {', '.join(LANGUAGES)}")
    return Language("zh" if code == "zh" else "en", load_catalogue(path)[code])
