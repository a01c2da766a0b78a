"""What the receipt of a program is written from: its newest verdict and every judged year, in published numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports.data.published import Published
from reports.data.query import Warehouse
from reports.data.release import Shared
from transforms.receipts.verdict import numerator_needed


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
    decided_on: date | None
    decision_document: str | None
    decision_reason: str | None


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
    value: Published
    line: float | None
    line_unit: str | None
    line_valid_from: date | None
    covers_from: int


def smallest_change(receipt: Receipt, years: tuple[ReceiptYear, ...]) -> int | None:
    """How many more would have made the newest failing result a pass, in published numbers: about so many."""
    last = years[-1]
    if receipt.reason_code != "trigger_fired" or last.result != "fail" or last.line_unit != "bp":
        return None
    if last.numerator.value is None or last.denominator.value is None or last.line is None:
        return None
    more = numerator_needed(last.line, last.denominator.value) - int(last.numerator.value)
    return more if more > 0 else None


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
