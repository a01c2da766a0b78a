"""What the warning report (专业预警与退出通报) is written from: one typed object per section, no words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports.data.movable_rules import load_movable_rules
from reports.data.published import Published
from reports.data.query import Warehouse
from reports.data.shared import Shared, load_shared
from reports.warning.signals_context import SignalContext, load_signals

CLASSES = 20  # classes of the distribution: 5 percentage points each


@dataclass(frozen=True)
class Scope:
    """The latest verdicts; `year` is None where nothing could be judged at all."""

    year: int | None
    programs: int
    institutions: int


@dataclass(frozen=True)
class CardCount:
    year: int
    level: str
    card: str
    decided_card: str
    is_latest_year: bool
    programs: int
    seats: int | None


@dataclass(frozen=True)
class Listed:
    """The latest verdict of a program that carries a card."""

    program_id: str
    year: int
    institution_name: str
    level: str
    major_code: str
    major_name: str
    card: str
    criterion_id: str
    trigger_id: str
    years_counted: int | None
    since_year: int | None
    fired_year: int | None
    reason_code: str
    line: float | None
    line_unit: str | None
    denominator: Published
    pooled_low: Published
    pooled_high: Published
    evidence: str | None
    clause_title: str | None
    clause_number: str | None
    clause_article: str | None
    clause_kind: str | None
    clause_is_verified: bool | None
    inherited_from: str | None
    decision: str | None
    decided_card: str | None
    decision_document: str | None
    seats_affected: int | None


@dataclass(frozen=True)
class Result:
    """One year's result of the criterion that a listed program's card rests on."""

    program_id: str
    year: int
    result: str
    value: Published
    line: float | None
    line_unit: str | None
    covers_from: int


@dataclass(frozen=True)
class Rule:
    """A trigger with one of its criteria and a line in force; `levels` is comma-separated."""

    trigger_id: str
    title_zh: str
    title_en: str
    over: str
    m: int
    n: int
    card: str
    action_zh: str
    action_en: str
    criterion_id: str
    criterion_zh: str
    criterion_en: str
    indicator: str
    observation: str | None
    fails_when: str
    unit: str
    line: float | None
    line_valid_from: date | None
    levels: str | None
    line_clause_id: str | None
    minimum_cohort: float | None
    longest_window: int | None
    clause_id: str


@dataclass(frozen=True)
class Clause:
    clause_id: str
    title: str
    number: str | None
    article: str | None
    issued_on: date | None
    last_checked_on: date
    kind: str
    is_verified: bool


@dataclass(frozen=True)
class Reinstatement:
    card: str
    passes: int
    clause_id: str


@dataclass(frozen=True)
class NotJudged:
    reason_code: str
    level: str
    programs: int


@dataclass(frozen=True)
class Decision:
    """A human decision: the computed card beside the decided one."""

    institution_name: str
    level: str
    major_code: str
    major_name: str
    card: str
    decided_card: str
    decision: str
    decided_by: str | None
    decided_on: date | None
    decision_document: str | None
    decision_reason: str | None


@dataclass(frozen=True)
class ClassCount:
    """Programs whose value falls into one class of a criterion's distribution."""

    criterion_id: str
    title_zh: str
    title_en: str
    indicator: str
    fails_when: str
    class_number: int
    lowest_line: float | None
    highest_line: float | None
    programs: int


@dataclass(frozen=True)
class DivisionCount:
    major_division_name: str | None
    card: str
    programs: int


@dataclass(frozen=True)
class LevelRate:
    """All programs of a level in one year for which both counts were delivered."""

    level: str
    year: int
    employment_rate: Published


@dataclass(frozen=True)
class PossibleRename:
    """A program that ends as another of its school begins, alike in class and size."""

    institution_name: str
    level: str
    ended_major_name: str
    begun_major_name: str
    last_cohort_year: int
    first_cohort_year: int
    ended_card: str | None


@dataclass(frozen=True)
class OperatingPoint:
    """The chance of an error on cohorts of one size (persons) and true rate (fraction): one of the two is null."""

    trigger_id: str
    cohort: int
    true_rate: float
    line: float
    false_flag: float | None
    miss: float | None


@dataclass(frozen=True)
class Evidence:
    """What the evidence beside a verdict rests on: cohorts pooled, and graduates it needs."""

    evidence_years: int | None
    evidence_minimum_cohort: int | None


@dataclass(frozen=True)
class WarningContext:
    shared: Shared
    scope: Scope
    card_counts: tuple[CardCount, ...]
    rules: tuple[Rule, ...]
    clauses: Mapping[str, Clause]
    reinstatements: tuple[Reinstatement, ...]
    listed: tuple[Listed, ...]
    history: Mapping[str, Mapping[int, Result]]
    not_judged: tuple[NotJudged, ...]
    decisions: tuple[Decision, ...]
    distribution: tuple[ClassCount, ...]
    divisions: tuple[DivisionCount, ...]
    level_rates: tuple[LevelRate, ...]
    evidence: Evidence
    possible_renames: tuple[PossibleRename, ...]
    operating: tuple[OperatingPoint, ...]
    signals: SignalContext
    has_what_if: bool

    def latest(self) -> tuple[CardCount, ...]:
        return tuple(count for count in self.card_counts if count.is_latest_year)


def load_warning(warehouse: Warehouse, shared: Shared | None = None) -> WarningContext:
    """Read the warning report's sections."""
    shared = shared or load_shared(warehouse)
    day = {"as_of": shared.run.as_of}
    classes = {"classes": CLASSES}
    return WarningContext(
        shared=shared,
        scope=warehouse.row("warning/scope", Scope),
        card_counts=warehouse.rows("warning/card_count", CardCount),
        rules=warehouse.rows("warning/rule", Rule, day),
        clauses={clause.clause_id: clause for clause in warehouse.rows("data/clause", Clause)},
        reinstatements=warehouse.rows("warning/reinstatement", Reinstatement, day),
        listed=warehouse.rows("warning/listed", Listed),
        history=_by_program(warehouse.rows("warning/history", Result)),
        not_judged=warehouse.rows("warning/not_judged", NotJudged),
        decisions=warehouse.rows("warning/decision", Decision),
        distribution=warehouse.rows("warning/distribution", ClassCount, classes),
        divisions=warehouse.rows("warning/division", DivisionCount),
        level_rates=warehouse.rows("warning/rate_by_level", LevelRate),
        evidence=warehouse.row("warning/evidence_parameter", Evidence, day),
        possible_renames=warehouse.rows("warning/possible_rename", PossibleRename),
        operating=warehouse.rows("warning/operating_point", OperatingPoint),
        signals=load_signals(warehouse, shared.run.as_of),
        has_what_if=bool(load_movable_rules(warehouse)),
    )


def _by_program(results: tuple[Result, ...]) -> Mapping[str, Mapping[int, Result]]:
    history: defaultdict[str, dict[int, Result]] = defaultdict(dict)
    for result in results:
        history[result.program_id][result.year] = result
    return history
