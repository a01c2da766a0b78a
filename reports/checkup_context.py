"""What the check-up of a school is written from: its programs and verdicts, their receipts, and what it delivered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from reports.data.shared import Shared
from reports.data.programs import DirectoryContext
from reports.settings.context import Following
from reports.program.context import ReceiptContext
from reports.data.query import Warehouse
from reports.warning.context import WarningContext


@dataclass(frozen=True)
class DueCohort:
    """A cohort of a program whose destinations were due."""

    program_id: str
    institution_code: str
    level: str
    major_name: str
    year: int
    is_delivered: bool
    is_told: bool


@dataclass(frozen=True)
class CheckupContext:
    directory: DirectoryContext
    warning: WarningContext
    following: Following
    receipts: ReceiptContext
    due: Mapping[str, tuple[DueCohort, ...]]


def load_due_cohorts(warehouse: Warehouse, _: Shared) -> Mapping[str, tuple[DueCohort, ...]]:
    """Cohorts that were due, by the code of their school, oldest first."""
    due: defaultdict[str, list[DueCohort]] = defaultdict(list)
    for row in warehouse.rows("institution/coverage", DueCohort):
        due[row.institution_code].append(row)
    return {code: tuple(rows) for code, rows in due.items()}
