"""What changed since the release readers had before: files, causes, and every card of the newest year that moved."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from reports.data.query import Warehouse


@dataclass(frozen=True)
class Comparison:
    """The release before; `not_compared` says why nothing was compared with it."""

    previous_release_id: str
    previous_as_of: date | None
    not_compared: str | None


@dataclass(frozen=True)
class DeliveryChange:
    delivery_change: str
    feed: str
    file: str
    delivered_on: date | None


@dataclass(frozen=True)
class ChangeCount:
    cause: str
    change_kind: str
    verdicts: int
    of_latest_year: int


@dataclass(frozen=True)
class Evidence:
    """The nearest input that shows a cause: a row of a file, a document, or a value of the policy."""

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
        """From a row of marts.change_evidence; a row that was withdrawn is found where it was before."""
        where = {name: row[name] if row[name] is not None else row[f"{name}_before"] for name in PLACE}
        return cls(
            **{field.name: row[field.name] for field in fields(cls) if field.name not in PLACE}, **where
        )

    def values(self) -> list[tuple[str, str, str]]:
        """Column, before and after of a value of the policy; a whole number is written as one."""
        moved = json.loads(self.differences or "[]")
        return [(item["column"], *(_plain(item[side]) for side in ("before", "after"))) for item in moved]


PLACE = ("file", "sheet", "row")


@dataclass(frozen=True)
class ChangedCard(Evidence):
    """A program whose card or decided card of the newest year moved, with its evidence."""

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
    """`comparison` is None for the first release."""

    comparison: Comparison | None
    deliveries: tuple[DeliveryChange, ...]
    counts: tuple[ChangeCount, ...]
    cards: tuple[ChangedCard, ...]


def load_comparison(warehouse: Warehouse) -> ComparisonContext:
    found = warehouse.rows("data/comparison", Comparison)
    return ComparisonContext(
        comparison=found[0] if found else None,
        deliveries=warehouse.rows("data/delivery_change", DeliveryChange),
        counts=warehouse.rows("data/change_count", ChangeCount),
        cards=warehouse.rows("data/changed_card", ChangedCard),
    )


def _plain(value: str | None) -> str:
    return "—" if value is None else value.removesuffix(".0")
