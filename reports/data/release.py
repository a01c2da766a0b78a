"""What every report knows of a release: the run, its accounting, its sources, and what changed since the one before."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, cast

from reports.data.published import Disclosure
from reports.data.query import UnfitWarehouse, Warehouse


@dataclass(frozen=True)
class Comparison:
    """The previous release. `not_compared`: the error message if it could not be compared, else None."""

    previous_release_id: str
    previous_as_of: date | None
    not_compared: str | None


@dataclass(frozen=True)
class DeliveryChange:
    """A delivered file that is `new`, `withdrawn` or `replaced` (same name, other content) since then."""

    delivery_change: str
    feed: str
    file: str
    delivered_on: date | None


@dataclass(frozen=True)
class ChangeCount:
    """How many verdicts changed, by cause and kind of change: in all years, and in the newest year."""

    cause: str
    change_kind: str
    verdicts: int
    of_latest_year: int


@dataclass(frozen=True)
class Evidence:
    """The changed input that best shows why a verdict changed: a row of a file, a document, or a policy value."""

    happened: str | None
    feed: str | None
    file: str | None
    sheet: str | None
    row: int | None
    document_number: str | None
    item: str | None
    differences: str | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Evidence:
        """From a row of marts.change_evidence; a withdrawn row has the file, sheet and row it had before."""
        where = {name: row[name] if row[name] is not None else row[f"{name}_before"] for name in PLACE}
        return cls(
            **{field.name: row[field.name] for field in fields(cls) if field.name not in PLACE}, **where
        )

    def values(self) -> list[tuple[str, str, str]]:
        """(column, before, after) of each changed column; — for none, and a whole number without ".0"."""
        moved = json.loads(self.differences or "[]")
        return [(item["column"], *(_plain(item[side]) for side in ("before", "after"))) for item in moved]


PLACE = ("file", "sheet", "row")


@dataclass(frozen=True)
class ChangedCard(Evidence):
    """A program whose card of the newest year, computed or decided by a person, changed; with its evidence."""

    program_id: str
    institution_name: str
    level: str
    major_code: str
    major_name: str
    card_before: str | None
    card: str | None
    decided_card_before: str | None
    decided_card: str | None
    cause: str
    nature: str


@dataclass(frozen=True)
class ComparisonContext:
    """Everything the section on changes is written from; `comparison` is None for the first release."""

    comparison: Comparison | None
    deliveries: tuple[DeliveryChange, ...]
    counts: tuple[ChangeCount, ...]
    cards: tuple[ChangedCard, ...]


def load_comparison(warehouse: Warehouse) -> ComparisonContext:
    """Read the comparison with the previous release; everything is empty for a first release."""
    found = warehouse.rows("data/comparison", Comparison)
    return ComparisonContext(
        comparison=found[0] if found else None,
        deliveries=warehouse.rows("data/delivery_change", DeliveryChange),
        counts=warehouse.rows("data/change_count", ChangeCount),
        cards=warehouse.rows("data/changed_card", ChangedCard),
    )


def _plain(value: str | None) -> str:
    return "—" if value is None else value.removesuffix(".0")


@dataclass(frozen=True)
class Run:
    """What the release was built from."""

    release_id: str
    as_of: date
    policy_id: str
    policy_title_zh: str
    policy_title_en: str
    city_name_zh: str
    city_name_en: str
    is_synthetic: bool
    objections_until: date | None


@dataclass(frozen=True)
class Accounting:
    """Rows of one feed: rows_read = loaded + refused + duplicate + superseded + total_rows."""

    feed: str
    files: int
    rows_read: int
    loaded: int
    refused: int
    duplicate: int
    superseded: int
    total_rows: int


@dataclass(frozen=True)
class Refusal:
    feed: str
    reason_code: str
    mend_zh: str | None
    mend_en: str | None
    refused: int


@dataclass(frozen=True)
class Source:
    """Files of one publisher and feed; `title` is the newest of `titles`."""

    publisher: str | None
    title: str | None
    titles: int
    url: str | None
    licence: str | None
    feed: str
    accessed: date | None
    files: int
    is_synthetic: bool | None

    @property
    def link(self) -> str:
        """The address where it is one of the web, which a program may follow; else nothing."""
        return self.url if self.url and self.url.startswith(("https://", "http://")) else ""


@dataclass(frozen=True)
class CheckOutcome:
    """A check of the gate and how many rows offended it; one of a key has no title."""

    check_name: str
    title_zh: str | None
    title_en: str | None
    severity: str
    failures: int


@dataclass(frozen=True)
class Quality:
    """What was read, refused and checked. `unread_files`: deliveries refused as a whole."""

    accounting: tuple[Accounting, ...]
    refusals: tuple[Refusal, ...]
    unread_files: tuple[str, ...]
    checks: tuple[CheckOutcome, ...]

    def loaded_feeds(self) -> frozenset[str]:
        return frozenset(item.feed for item in self.accounting if item.loaded)


@dataclass(frozen=True)
class Card:
    """A rung of the policy's ladder."""

    card: str
    zh: str
    en: str
    action_zh: str
    action_en: str
    severity: int


@dataclass(frozen=True)
class TellingLine:
    """A criterion, rule or tilt whose lines the policy accepts though verdicts beside them tell small parts."""

    line_of: str
    title_zh: str
    title_en: str
    clause_title: str


@dataclass(frozen=True)
class Shared:
    """The sections and thresholds that every report of a release shares; `lines`: those of rates, as fractions."""

    run: Run
    disclosure: Disclosure
    cards: tuple[Card, ...]
    lines: tuple[float, ...]
    quality: Quality
    sources: tuple[Source, ...]
    series_breaks: tuple[int, ...]
    telling_lines: tuple[TellingLine, ...]
    comparison: ComparisonContext


def load_shared(warehouse: Warehouse) -> Shared:
    """Read what every report needs. Errors: UnfitWarehouse where a threshold of disclosure is not stated."""
    run = warehouse.row("data/run", Run)
    quality = Quality(
        accounting=warehouse.rows("data/accounting", Accounting),
        refusals=warehouse.rows("data/refusal", Refusal),
        unread_files=warehouse.column("data/unread_file", "file"),
        checks=warehouse.rows("data/check_outcome", CheckOutcome),
    )
    return Shared(
        run=run,
        disclosure=_disclosure(warehouse, run.as_of),
        cards=warehouse.rows("data/card", Card),
        lines=warehouse.column("data/rate_line", "line"),
        quality=quality,
        sources=warehouse.rows("data/source", Source),
        series_breaks=warehouse.column("data/series_break", "year"),
        telling_lines=warehouse.rows("data/telling_line", TellingLine),
        comparison=load_comparison(warehouse),
    )


def _disclosure(warehouse: Warehouse, as_of: date) -> Disclosure:
    day = {"as_of": as_of}
    rows = warehouse.columns("data/disclosure_parameter", "parameter", "value", parameters=day)
    stated = {parameter.removeprefix("disclosure_"): int(value) for parameter, value in rows}
    values = {name: stated[name] for name in Disclosure.__dataclass_fields__ if name in stated}
    if lacking := sorted(Disclosure.__dataclass_fields__.keys() - values.keys()):
        raise UnfitWarehouse(
            f"policy.parameter states no disclosure_{', disclosure_'.join(lacking)} for {as_of}"
        )
    return Disclosure(**values)


Context = TypeVar("Context")


class Reading:
    """A release while its reports are written. Errors: UnfitWarehouse where a threshold of disclosure is not stated."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self._read: dict[Callable[..., Any], Any] = {}

    @cached_property
    def shared(self) -> Shared:
        return load_shared(self._warehouse)

    def of(self, load: Callable[[Warehouse, Shared], Context]) -> Context:
        """What a loader reads, cached from its first call on."""
        if load not in self._read:
            self._read[load] = load(self._warehouse, self.shared)
        return cast(Context, self._read[load])
