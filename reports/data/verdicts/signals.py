"""What the headline rate is made of, in published numbers: how graduates were placed, leaps, in-house posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from reports.data.published import Published
from reports.data.query import Warehouse

ABOVE, IN_HOUSE = "above", "in_house_posts"


@dataclass(frozen=True)
class DestinationShare:
    """What share of a level's graduates was placed, or placed in one way."""

    level: str
    year: int
    placement_part: str
    value: Published


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
        found: defaultdict[str, list[Signal]] = defaultdict(list)
        for signal in self.signals:
            found[signal.program_id].append(signal)
        return {program: tuple(signals) for program, signals in found.items()}

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
