"""What the what-if page is written from: critical lines of every program, and a comparison that judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from reports.data.query import Warehouse
from reports.data.release import Shared
from reports.data.verdicts.cards import MovableRule, load_movable_rules
from reports.document.wording import NOT_JUDGED

PASSED = "none"
Row = TypeVar("Row", "CriticalLine", "JudgedRange")


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
    """From which line on a card is given, for so many years and a range of minimum cohorts; else it is always given."""

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
class _Years:
    years: int


@dataclass(frozen=True)
class _Minimum:
    criterion_id: str
    minimum_cohort: int


@dataclass(frozen=True)
class _HeldCard:
    program_id: str


@dataclass(frozen=True)
class Setting:
    """Line in bp and minimum cohort by criterion, years by trigger."""

    line: Mapping[str, int]
    minimum_cohort: Mapping[str, int]
    years: Mapping[str, int]


@dataclass(frozen=True)
class WhatIfContext:
    """`rules` is empty where no rule of the policy can be moved: then there is no page. `held`: programs that keep
    their card at every setting, because rounded counts do not give it."""

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
        found: dict[str, tuple[MovableRule, ...]] = {}
        for rule in self.rules:
            found[rule.criterion_id] = (*found.get(rule.criterion_id, ()), rule)
        return found

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
        """program → card. The heaviest whose line is reached, else whether it is judged: compared, not judged."""
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
                and _within(line, setting)
            )
        ]
        if cards:
            return max(cards, key=severity.__getitem__)
        ranges = self.judged.get(program, ())
        wanted = {item.criterion_id for item in ranges}
        judged = {item.criterion_id for item in ranges if not item.is_adjustable or _within(item, setting)}
        return PASSED if wanted and wanted == judged else NOT_JUDGED


def _within(row: CriticalLine | JudgedRange, setting: Setting) -> bool:
    highest = row.minimum_cohort if row.minimum_cohort_to is None else row.minimum_cohort_to
    return row.minimum_cohort <= setting.minimum_cohort[row.criterion_id] <= highest


def load_whatif(warehouse: Warehouse, shared: Shared) -> WhatIfContext:
    """Read the page's context."""
    minimums: dict[str, tuple[int, ...]] = {}
    for row in warehouse.rows("whatif/minimum", _Minimum):
        minimums[row.criterion_id] = (*minimums.get(row.criterion_id, ()), row.minimum_cohort)
    return WhatIfContext(
        shared,
        load_movable_rules(warehouse),
        warehouse.rows("whatif/program", JudgedProgram),
        _by_program(warehouse.rows("whatif/line", CriticalLine)),
        _by_program(warehouse.rows("whatif/judged", JudgedRange)),
        warehouse.row("whatif/offered", OfferedLines),
        tuple(row.years for row in warehouse.rows("whatif/years", _Years)),
        minimums,
        frozenset(row.program_id for row in warehouse.rows("whatif/held", _HeldCard)),
    )


def _by_program(rows: Iterable[Row]) -> Mapping[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.program_id, []).append(row)
    return {program: tuple(those) for program, those in found.items()}
