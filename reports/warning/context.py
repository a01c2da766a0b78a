"""What the warning report (专业预警与退出通报) is written from besides the verdicts: one typed object per section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports.data.query import Warehouse
from reports.data.release import Shared
from reports.data.verdicts.cards import Verdicts, load_movable_rules, load_verdicts

CLASSES = 20  # classes of the distribution: 5 percentage points each


@dataclass(frozen=True)
class Scope:
    """The latest verdicts; `year` is None where nothing could be judged at all."""

    year: int | None
    programs: int
    institutions: int


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
class WarningContext:
    shared: Shared
    scope: Scope
    verdicts: Verdicts
    clauses: Mapping[str, Clause]
    not_judged: tuple[NotJudged, ...]
    decisions: tuple[Decision, ...]
    distribution: tuple[ClassCount, ...]
    divisions: tuple[DivisionCount, ...]
    possible_renames: tuple[PossibleRename, ...]
    operating: tuple[OperatingPoint, ...]
    has_what_if: bool


def load_warning(warehouse: Warehouse, shared: Shared) -> WarningContext:
    """Read the warning report's sections."""
    return WarningContext(
        shared=shared,
        scope=warehouse.row("warning/scope", Scope),
        verdicts=load_verdicts(warehouse, shared.run.as_of),
        clauses={clause.clause_id: clause for clause in warehouse.rows("warning/clause", Clause)},
        not_judged=warehouse.rows("warning/not_judged", NotJudged),
        decisions=warehouse.rows("warning/decision", Decision),
        distribution=warehouse.rows("warning/distribution", ClassCount, {"classes": CLASSES}),
        divisions=warehouse.rows("warning/division", DivisionCount),
        possible_renames=warehouse.rows("warning/possible_rename", PossibleRename),
        operating=warehouse.rows("warning/operating_point", OperatingPoint),
        has_what_if=bool(load_movable_rules(warehouse)),
    )
