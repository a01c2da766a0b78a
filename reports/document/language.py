"""Words and numbers as one language writes them: entries of the catalogues filled in, figures and dates formatted.

Marks are read in the entry only, never in what fills a field, so a name from a delivery stays text.
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
from reports.document.catalogue import NAME, REPORTS, MissingString, Vocabulary

MINUS = "\u2212"
MOST_DIGITS = 9
KIND_OF_MARK: Mapping[str, SpanKind] = {"**": "strong", "`": "code", "~": "sub"}
MARKS = re.compile("|".join(map(re.escape, KIND_OF_MARK)))


@dataclass(frozen=True)
class Language:
    """One language of the catalogues. Errors of every method that takes a key: MissingString."""

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
        try:
            return self.strings[key]
        except KeyError:
            raise MissingString(f"{NAME}: no entry {key!r}") from None

    def _filled(
        self, key: str, field: str, spec: str, values: Mapping[str, Any], kind: SpanKind
    ) -> list[Span]:
        if field not in values:
            raise MissingString(f"{key!r} needs the field {field!r}")
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

    def percent_beside(self, fraction: float, *lines: float) -> str:
        """A rate with as many digits as it takes not to look equal to a line it differs from, or to lie beyond it."""
        digits = 1
        while digits < MOST_DIGITS and any(
            fraction != line and f"{fraction:.{digits + 2}f}" == f"{line:.{digits + 2}f}" for line in lines
        ):
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
        """The items as a list in one line; in English separated by semicolons if the items contain commas."""
        english = "; " if have_commas else ", "
        return ("、" if self.code == "zh" else english).join(items)

    def sentences(self, parts: Iterable[Spans]) -> Spans:
        """The sentences joined, in English by a space, in Chinese by nothing."""
        spans: list[Span] = []
        for part in filter(None, parts):
            if spans and self.code == "en":
                spans.append(Span(" "))
            spans += part
        return tuple(_merged(spans))

    def shown(self, number: Published, how: Any = None) -> str:
        """A published number in print, formatted by `how` (default: whole), with its marks in brackets.

        Of a withheld one its bound, if there is one. An estimate is marked ≈ and with the number of cohorts in it that
        stand at another number than their own.
        """
        how = how or self.integer
        signed = (
            ("≥ ", number.at_least),
            ("≤ ", number.at_most),
            ("≈" if number.estimated else "", number.value),
        )
        texts = [sign + how(value) for sign, value in signed if value is not None]
        marks = (number.status, self.integer(number.estimated) if number.estimated else "")
        return " ".join([*texts, *(f"[{mark}]" for mark in marks if mark)])


SPELLED = {
    "zh": ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
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
def language(code: str, folder: Path = REPORTS) -> Language:
    """The words and numbers of `zh` or `en`, from the catalogues below a folder. Errors: MissingString."""
    return Language("zh" if code == "zh" else "en", Vocabulary(code, folder))
