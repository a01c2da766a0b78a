"""The cards of a release: which rules give them, which programs carry one, on which results and rates it rests.

And what the receipt of a program is written from: its newest verdict and every judged year, in published numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from reports.data.directory import LevelRate
from reports.data.published import Bounded, OfCohorts, Published
from reports.data.query import Warehouse, grouped
from reports.data.release import Shared
from transforms.receipts.verdict import numerator_needed

ABOVE, IN_HOUSE = "above", "in_house_posts"


@dataclass(frozen=True)
class DestinationShare:
    """What share of a level's graduates was placed, or placed in one way."""

    level: str
    year: int
    placement_part: str
    value: OfCohorts


@dataclass(frozen=True)
class Signal:
    """One share of a program's cohort beside its line. line: 1/10000."""

    program_id: str
    year: int
    newest_year: int
    institution_name: str
    level: str
    major_code: str
    major_name: str
    signal: str
    value: Published
    value_year_before: Published
    line: float | None
    signal_status: str

    @property
    def is_newest(self) -> bool:
        return self.year == self.newest_year

    @property
    def is_leap(self) -> bool:
        return self.signal != IN_HOUSE


@dataclass(frozen=True)
class RateSensitivity:
    """A program of whose newest cohort many are in in-house posts: rate and card as they are, and without them."""

    program_id: str
    institution_name: str
    level: str
    major_code: str
    major_name: str
    in_house_share: Published
    employment_rate: Published
    rate_without_in_house: Published
    rate_without_both: Published
    line: float | None
    is_below: bool | None
    is_below_without_in_house: bool | None
    is_below_without_both: bool | None
    card: str | None
    card_without_in_house: str | None
    card_without_both: str | None


@dataclass(frozen=True)
class SignalLine:
    """The line that a share has to exceed to be a signal. line: 1/10000; minimum_cohort: graduates in either year."""

    signal: str
    line: float
    line_valid_from: date
    minimum_cohort: float
    clause_kind: str


@dataclass(frozen=True)
class SignalContext:
    shares: tuple[DestinationShare, ...]
    signals: tuple[Signal, ...]
    sensitivities: tuple[RateSensitivity, ...]
    lines: tuple[SignalLine, ...]

    @cached_property
    def raised(self) -> tuple[Signal, ...]:
        """Leaps of the newest year; in-house posts are shown as sensitivities."""
        return tuple(s for s in self.signals if s.is_newest and s.signal_status == ABOVE and s.is_leap)

    @cached_property
    def by_program(self) -> Mapping[str, tuple[Signal, ...]]:
        return grouped(self.signals, lambda signal: signal.program_id)

    @cached_property
    def sensitivity_of(self) -> Mapping[str, RateSensitivity]:
        return {item.program_id: item for item in self.sensitivities}


def load_signals(warehouse: Warehouse, as_of: date) -> SignalContext:
    """Read the signals that the section and the receipts show."""
    return SignalContext(
        shares=warehouse.rows("data/verdicts/destination_share", DestinationShare),
        signals=warehouse.rows("data/verdicts/rate_signal", Signal),
        sensitivities=warehouse.rows("data/verdicts/rate_sensitivity", RateSensitivity),
        lines=warehouse.rows("data/verdicts/signal_line", SignalLine, {"as_of": as_of}),
    )


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
    value: Bounded
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
    day, history = {"as_of": as_of}, warehouse.grouped("data/verdicts/history", Result, "program_id")
    return Verdicts(
        card_counts=warehouse.rows("data/verdicts/card_count", CardCount),
        rules=warehouse.rows("data/verdicts/rule", Rule, day),
        reinstatements=warehouse.rows("data/verdicts/reinstatement", Reinstatement, day),
        listed=warehouse.rows("data/verdicts/listed", Listed),
        history={program: {result.year: result for result in own} for program, own in history.items()},
        level_rates=warehouse.rows("data/level_rate", LevelRate, {"outcome_scope": "city"}),
        evidence=warehouse.row("data/verdicts/evidence_parameter", EvidenceTerms, day),
        signals=load_signals(warehouse, as_of),
    )


@dataclass(frozen=True)
class MovableRule:
    """A trigger of `years` running below a line; `line` in bp and `minimum_cohort` are those of the policy."""

    trigger_id: str
    title_zh: str
    title_en: str
    card: str
    years: int
    criterion_id: str
    criterion_zh: str
    criterion_en: str
    levels: str
    line: int
    minimum_cohort: int


def load_movable_rules(warehouse: Warehouse) -> tuple[MovableRule, ...]:
    """The rules that can be moved, grouped by criterion, the least severe card first."""
    return warehouse.rows("data/movable_rule", MovableRule)


@dataclass(frozen=True)
class Receipt:
    """The newest verdict of a program."""

    program_id: str
    year: int
    institution_code: str
    institution_name: str
    district_name: str | None
    level: str
    catalogue_version: str
    major_code: str
    major_name: str
    card: str
    decided_card: str
    trigger_id: str | None
    criterion_id: str | None
    indicator: str | None
    fails_when: str | None
    years_counted: int | None
    since_year: int | None
    fired_year: int | None
    reason_code: str
    line: float | None
    line_unit: str | None
    line_valid_from: date | None
    minimum_cohort: float | None
    pooled_low: Published
    pooled_high: Published
    evidence: str | None
    clause_title: str | None
    clause_number: str | None
    clause_article: str | None
    clause_kind: str | None
    clause_is_verified: bool | None
    inherited_from: str | None
    exemption_reason: str | None
    decision: str | None
    decided_by: str | None
    decided_by_status: str | None
    decided_on: date | None
    decision_document: str | None


@dataclass(frozen=True)
class ReceiptYear:
    """One judged year: the card then, and the result of the criterion the newest verdict rests on."""

    program_id: str
    year: int
    card: str
    decided_card: str
    reason_code: str
    result: str | None
    numerator: Published
    denominator: Published
    value: Bounded
    line: float | None
    line_unit: str | None
    line_valid_from: date | None
    covers_from: int


def smallest_change(receipt: Receipt, years: tuple[ReceiptYear, ...]) -> int | None:
    """How many more in the numerator would have made the newest failing result a pass. None where the verdict does not
    rest on a ratio that fails below its line, or a count is withheld."""
    last = years[-1]
    if receipt.reason_code != "trigger_fired" or last.result != "fail" or last.line_unit != "bp":
        return None
    if last.numerator.value is None or last.denominator.value is None or last.line is None:
        return None
    needed = numerator_needed(receipt.fails_when, last.line, last.denominator.value)
    return None if needed is None else needed - int(last.numerator.value)


@dataclass(frozen=True)
class ReceiptContext:
    shared: Shared
    receipts: tuple[Receipt, ...]
    years: Mapping[str, tuple[ReceiptYear, ...]]


def load_receipts(warehouse: Warehouse, shared: Shared) -> ReceiptContext:
    """Read every program's newest verdict and its years, oldest first."""
    return ReceiptContext(
        shared=shared,
        receipts=warehouse.rows("data/verdicts/receipt", Receipt),
        years=warehouse.grouped("data/verdicts/receipt_year", ReceiptYear, "program_id"),
    )
