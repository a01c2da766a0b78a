"""The recurring words of a release: cards, levels, lines, values and why a value is withheld."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reports.data.published import Disclosure, Published, exact
from reports.data.release import Card, Shared
from reports.document.blocks import Figure, Heading, Note, Paragraph, Span, Spans, plain
from reports.document.language import Language

NOT_JUDGED = "not_judged"


@dataclass(frozen=True)
class Wording:
    """A language together with what the release calls its cards, and what it withholds."""

    words: Language
    shared: Shared

    @property
    def disclosure(self) -> Disclosure:
        return self.shared.disclosure

    def either(self, zh: str | None, en: str | None) -> str:
        """The text of a pair of columns in this language."""
        return (zh if self.words.code == "zh" else en) or ""

    def ladder(self) -> tuple[Card, ...]:
        """Cards that warn, the heaviest first."""
        return tuple(card for card in self.shared.cards if card.severity > 0)

    def card(self, name: str) -> str:
        for card in self.shared.cards:
            if card.card == name:
                return self.either(card.zh, card.en)
        return self.words.text(f"card.{name}")

    def badge(self, name: str) -> Spans:
        return (Span(self.card(name), "card", name),)

    def level(self, level: str) -> str:
        return self.words.text(f"level.{level}")

    def levels(self, listed: str | None) -> str:
        return self.words.listing(self.level(level) for level in (listed or "").split(",") if level)

    def line(self, line: float | None, unit: str | None) -> str:
        """A line of the policy: basis points as a percentage, anything else with its unit."""
        if line is None:
            return self.words.text("value.no_line")
        if unit == "bp":
            return self.words.percent_line(line / 10000)
        return self.words.text(f"unit.{unit}", value=f"{line:g}", n=int(line))

    def value(self, number: Published, unit: str | None, line: float | None) -> str:
        """A result beside its line: percentages for basis points, whole persons otherwise."""
        if unit != "bp":
            return self.words.shown(
                number, lambda value: self.words.decimal(value, 0 if value == int(value) else 2)
            )
        if line is None:
            return self.words.shown(number, self.words.percent)
        return self.words.shown(number, lambda value: self.words.percent_beside(value, line / 10000))

    def shown(self, number: Published | float | None, how: Callable[[float], str] | None = None) -> str:
        """A number formatted by `how` (default: whole), or the mark of a missing one."""
        return self.words.shown(as_published(number), how)

    def count(self, number: Published | float | None) -> Spans:
        """A cell with a whole number, or the mark of a missing one."""
        return plain(self.shown(number))

    def rate(self, number: Published) -> Spans:
        """A cell with a rate of a cohort, which looks equal to no line of the policy that it differs from."""
        return plain(self.shown(number, lambda value: self.words.percent_beside(value, *self.shared.lines)))

    def share(self, number: Published | float | None) -> Spans:
        """A cell with a share of one as a percentage, or the mark of a missing one."""
        return plain(self.shown(number, self.words.percent))

    def decimal(self, number: Published | float | None, digits: int = 2) -> Spans:
        """A cell with so many decimals, or the mark of a missing number."""
        return plain(self.shown(number, lambda value: self.words.decimal(value, digits)))

    def signed(self, number: Published | float | None) -> Spans:
        """A cell with two decimals after a sign, or the mark of a missing number."""
        return plain(self.shown(number, self.words.signed))

    def points(self, number: Published | float | None) -> Spans:
        """A cell with a difference of shares in percentage points, or the mark of a missing one."""
        return plain(self.shown(number, self.words.points))

    def between(self, low: str, high: str, english: str = "–") -> str:
        """An interval in print; `english` is the separator in English."""
        return f"{low}{'～' if self.words.code == 'zh' else english}{high}"

    def day(self, day: date | None, missing: str = "") -> str:
        """A day in words; else the words of a key, or nothing."""
        return self.words.date(day) if day else self.text(missing) if missing else ""

    def heading(self, key: str, level: int = 1) -> Heading:
        """A heading whose anchor is its key."""
        return Heading(1 if level == 1 else 2, self.words.text(key), key.replace(".", "-").replace("_", "-"))

    def missing(self, key: str, **values: object) -> Note:
        """A note in place of a section that has nothing to show."""
        return self.note("missing", "note.missing", key, **values)

    def note(
        self, kind: Literal["info", "caution", "missing"], title: str, key: str, **values: object
    ) -> Note:
        """An aside in the words of a key, under those of another."""
        return Note(kind, self.words.text(title), self.spans(key, **values))

    def paragraph(self, key: str, **values: object) -> Paragraph:
        return Paragraph(self.spans(key, **values))

    def figure(self, key: str, value: str, unit: str = "", note: str = "", card: str = "") -> Figure:
        """A headline number under the words of a key. `unit` is a key too; value and note are worded already."""
        return Figure(self.text(key), value, self.text(unit) if unit else "", note, card)

    def spans(self, key: str, **values: object) -> Spans:
        return self.words.spans(key, **values)

    def text(self, key: str, **values: object) -> str:
        return self.words.text(key, **values)

    def named(self, family: str, code: str) -> str:
        """The text of a code (`family.code`); a code that the catalogues do not have is printed unchanged."""
        return self.words.text(f"{family}.{code}") if self.words.has(f"{family}.{code}") else code

    def cell(self, key: str, **values: object) -> Spans:
        return plain(self.words.text(key, **values))


def as_published(number: Published | float | None) -> Published:
    """A number with its status; one without a status of its own is missing where it is None."""
    return number if isinstance(number, Published) else exact(number)
