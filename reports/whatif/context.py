"""What the what-if page is written from: critical lines of every program, and a comparison that judges nothing.

The same as one script for all languages: a page opened from a folder may fetch nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from reports.data.query import Warehouse, grouped
from reports.data.release import Shared
from reports.data.verdicts.cards import MovableRule, load_movable_rules
from reports.document.document import slug
from reports.document.wording import NOT_JUDGED
from reports.render.html import literal, write_page

PASSED = "none"


@dataclass(frozen=True)
class JudgedProgram:
    """A program with its published card of the last year."""

    program_id: str
    institution_name: str
    district: str | None
    level: str
    major_code: str
    major_name: str
    year: int
    card: str
    seats: int | None


@dataclass(frozen=True)
class CriticalLine:
    """The lowest line (bp) at which a program gets a card, for a number of years and a range of minimum cohorts.

    is_adjustable: false for a card that it gets at every setting.
    """

    program_id: str
    trigger_id: str
    criterion_id: str
    card: str
    years: int
    minimum_cohort: int
    minimum_cohort_to: int | None
    critical_line: int
    is_adjustable: bool


@dataclass(frozen=True)
class JudgedRange:
    program_id: str
    criterion_id: str
    minimum_cohort: int
    minimum_cohort_to: int | None
    is_adjustable: bool


@dataclass(frozen=True)
class OfferedLines:
    lowest_line: int
    highest_line: int
    line_step: int
    shown_step: int


@dataclass(frozen=True)
class Setting:
    """Line in bp and minimum cohort by criterion, years by trigger."""

    line: Mapping[str, int]
    minimum_cohort: Mapping[str, int]
    years: Mapping[str, int]


@dataclass(frozen=True)
class WhatIfContext:
    """What the page is written from. rules: empty if the policy has none that can be moved; then there is no page.
    held: programs shown with their card at every setting, because published counts do not give it at today's values."""

    shared: Shared
    rules: tuple[MovableRule, ...]
    programs: tuple[JudgedProgram, ...]
    lines: Mapping[str, tuple[CriticalLine, ...]]
    judged: Mapping[str, tuple[JudgedRange, ...]]
    offered: OfferedLines
    years: tuple[int, ...]
    minimums: Mapping[str, tuple[int, ...]]
    held: frozenset[str]

    def criteria(self) -> Mapping[str, tuple[MovableRule, ...]]:
        """Rules by their criterion, in order."""
        return grouped(self.rules, lambda rule: rule.criterion_id)

    def years_of(self, rule: MovableRule) -> tuple[int, ...]:
        return tuple(sorted({*self.years, rule.years}))

    @property
    def today(self) -> Setting:
        return Setting(
            {rule.criterion_id: rule.line for rule in self.rules},
            {rule.criterion_id: rule.minimum_cohort for rule in self.rules},
            {rule.trigger_id: rule.years for rule in self.rules},
        )

    def cards(self, setting: Setting) -> dict[str, str]:
        """program → card at a setting: the most severe whose critical line is reached, else PASSED or NOT_JUDGED."""
        severity = {card.card: card.severity for card in self.shared.cards}
        return {
            program.program_id: self._card(program.program_id, setting, severity) for program in self.programs
        }

    def _card(self, program: str, setting: Setting, severity: Mapping[str, int]) -> str:
        cards = [
            line.card
            for line in self.lines.get(program, ())
            if not line.is_adjustable
            or (
                line.years == setting.years[line.trigger_id]
                and line.critical_line <= setting.line[line.criterion_id]
                and _covers(line, setting.minimum_cohort[line.criterion_id])
            )
        ]
        if cards:
            return max(cards, key=severity.__getitem__)
        ranges = self.judged.get(program, ())
        wanted = {item.criterion_id for item in ranges}
        minimum = setting.minimum_cohort
        judged = {
            item.criterion_id
            for item in ranges
            if not item.is_adjustable or _covers(item, minimum[item.criterion_id])
        }
        return PASSED if wanted and wanted == judged else NOT_JUDGED


def _covers(row: CriticalLine | JudgedRange, minimum: int) -> bool:
    """Whether a minimum cohort is in the range of a row."""
    highest = row.minimum_cohort if row.minimum_cohort_to is None else row.minimum_cohort_to
    return row.minimum_cohort <= minimum <= highest


def load_whatif(warehouse: Warehouse, shared: Shared) -> WhatIfContext:
    """Read the page's context."""
    minimums = grouped(warehouse.columns("whatif/minimum", "criterion_id", "minimum_cohort"), itemgetter(0))
    return WhatIfContext(
        shared,
        load_movable_rules(warehouse),
        warehouse.rows("whatif/program", JudgedProgram),
        warehouse.grouped("whatif/line", CriticalLine, "program_id"),
        warehouse.grouped("whatif/judged", JudgedRange, "program_id"),
        warehouse.row("whatif/offered", OfferedLines),
        warehouse.column("whatif/years", "years"),
        {criterion: tuple(minimum for _, minimum in rows) for criterion, rows in minimums.items()},
        frozenset(warehouse.column("whatif/held", "program_id")),
    )


VARIABLE = "MAJORWATCH_WHATIF"
NAME = "whatif-data.js"
NEVER = -1
COMPACT = (",", ":")


def write_whatif_data(context: WhatIfContext, public: Path) -> Path:
    """Write the script beside the page in Chinese; returns the file."""
    return write_page(public / "site" / NAME, whatif_data(context))


def whatif_data(context: WhatIfContext) -> str:
    """A script: cards from the lightest, rules with the values each can take, one line for each program.

    A program is [id, school, major, level, district, seats, card it always has, judged, lines, address]. judged:
    null, or per criterion the minimum cohorts under which it is judged, as the bits of a number. lines: per rule, for
    ranges of minimum cohorts [place of the first, a critical line for each number of years, or -1], or the place of
    a rule with the same.
    """
    rules = [_rule(context, rule) for rule in context.rules]
    head = {"cards": cards_of(context), "rules": rules}
    programs = ",\n".join(literal(_script_entry(context, program), COMPACT) for program in context.programs)
    return f"const {VARIABLE} = {literal(head, COMPACT)};\n{VARIABLE}.programs = [\n{programs}\n];\n"


def cards_of(context: WhatIfContext) -> list[str]:
    """Cards from the lightest; not judged comes before them."""
    ladder = sorted(context.shared.cards, key=lambda card: card.severity)
    return [NOT_JUDGED, *(card.card for card in ladder)]


def _rule(context: WhatIfContext, rule: MovableRule) -> dict[str, Any]:
    return {
        "criterion": rule.criterion_id,
        "trigger": rule.trigger_id,
        "card": cards_of(context).index(rule.card),
        "years": context.years_of(rule),
        "minimums": context.minimums[rule.criterion_id],
    }


def _script_entry(context: WhatIfContext, program: JudgedProgram) -> list[Any]:
    lines = context.lines.get(program.program_id, ())
    order = cards_of(context)
    always = max((order.index(line.card) for line in lines if not line.is_adjustable), default=0)
    return [
        program.program_id,
        program.institution_name,
        program.major_name,
        program.level,
        program.district or "",
        program.seats or 0,
        always,
        _judged(context, program.program_id),
        _shared([_lines_of_rule(context, rule, lines) for rule in context.rules]),
        slug(program.program_id),
    ]


def _judged(context: WhatIfContext, program: str) -> list[list[int]] | None:
    """Per criterion its place and a bit for each minimum cohort; None for a program that is never judged."""
    criteria = list(context.criteria())
    ranges = context.judged.get(program, ())
    if not ranges:
        return None
    bits: dict[int, int] = {}
    for item in ranges:
        if item.is_adjustable:
            place = criteria.index(item.criterion_id)
            for number, minimum in enumerate(context.minimums[item.criterion_id]):
                if _covers(item, minimum):
                    bits[place] = bits.get(place, 0) | 1 << number
    return [[place, mask] for place, mask in sorted(bits.items())]


def _lines_of_rule(
    context: WhatIfContext, rule: MovableRule, lines: Sequence[CriticalLine]
) -> list[list[int]]:
    """Ranges of minimum cohorts, each with the place of its first and the lines of every number of years."""
    own = [line for line in lines if line.is_adjustable and line.trigger_id == rule.trigger_id]
    ranges: list[list[int]] = []
    for number, minimum in enumerate(context.minimums[rule.criterion_id]):
        at: Mapping[int, int] = {line.years: line.critical_line for line in own if _covers(line, minimum)}
        values = [at.get(years, NEVER) for years in context.years_of(rule)]
        if not ranges or ranges[-1][1:] != values:
            ranges.append([number, *values])
    return ranges if any(value != NEVER for item in ranges for value in item[1:]) else []


def _shared(lines: list[list[list[int]]]) -> list[Any]:
    """Equal entries, such as the empty ones, are given once; later ones are the position of the first."""
    return [lines.index(own) if own in lines[:place] else own for place, own in enumerate(lines)]
