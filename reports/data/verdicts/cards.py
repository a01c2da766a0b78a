"""The cards of a release: which rules give them, which programs carry one, and on which results it rests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports.data.programs import LevelRate
from reports.data.published import Published
from reports.data.query import Warehouse
from reports.data.verdicts.signals import SignalContext, load_signals


@dataclass(frozen=True)
class CardCount:
    year: int
    level: str
    card: str
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
    inherited_from: str | None
    decision: str | None
    decided_card: str | None
    decision_document: str | None


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
class Reinstatement:
    card: str
    passes: int
    clause_id: str


@dataclass(frozen=True)
class EvidenceTerms:
    """What the evidence beside a verdict rests on: cohorts pooled, and graduates it needs."""

    evidence_years: int | None
    evidence_minimum_cohort: int | None


@dataclass(frozen=True)
class Verdicts:
    """Cards with their rules and reasons. `history`: results by program and year; `level_rates`: those of the city."""

    card_counts: tuple[CardCount, ...]
    rules: tuple[Rule, ...]
    reinstatements: tuple[Reinstatement, ...]
    listed: tuple[Listed, ...]
    history: Mapping[str, Mapping[int, Result]]
    level_rates: tuple[LevelRate, ...]
    evidence: EvidenceTerms
    signals: SignalContext

    def latest(self) -> tuple[CardCount, ...]:
        return tuple(count for count in self.card_counts if count.is_latest_year)

    def rule_of(self, item: Listed) -> Rule | None:
        """The rule that a card rests on; None where it is no longer in force."""
        key = (item.trigger_id, item.criterion_id)
        return next((rule for rule in self.rules if (rule.trigger_id, rule.criterion_id) == key), None)


def load_verdicts(warehouse: Warehouse, as_of: date) -> Verdicts:
    """Read the cards, with the rules in force on a day."""
    day = {"as_of": as_of}
    return Verdicts(
        card_counts=warehouse.rows("data/verdicts/card_count", CardCount),
        rules=warehouse.rows("data/verdicts/rule", Rule, day),
        reinstatements=warehouse.rows("data/verdicts/reinstatement", Reinstatement, day),
        listed=warehouse.rows("data/verdicts/listed", Listed),
        history=_by_program(warehouse.rows("data/verdicts/history", Result)),
        level_rates=warehouse.rows("data/level_rate", LevelRate, {"outcome_scope": "city"}),
        evidence=warehouse.row("data/verdicts/evidence_parameter", EvidenceTerms, day),
        signals=load_signals(warehouse, as_of),
    )


def _by_program(results: tuple[Result, ...]) -> Mapping[str, Mapping[int, Result]]:
    history: defaultdict[str, dict[int, Result]] = defaultdict(dict)
    for result in results:
        history[result.program_id][result.year] = result
    return history
