"""Why a release is not published: every finding of a night together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transforms.deliveries import Landed
    from transforms.disclosure.proof import Pinned
    from transforms.disclosure.twin import Difference
    from transforms.quality import Drift, Exposed, GateResult, Unaccounted
    from transforms.warehouse import CheckResult

BLOCKING = "error"
SHOWN_PINNED = 3
OF_ONE_RELEASE = "no_hidden_count_is_pinned"
OF_TWO_RELEASES = "no_two_releases_pin_a_hidden_count"


@dataclass(frozen=True)
class Finding:
    """One objection: where, which promise is broken, in how many rows, and a sample or an error."""

    where: str
    promise: str
    rows: int = 0
    detail: str = ""

    def __str__(self) -> str:
        rows = f" ({self.rows})" if self.rows else ""
        return f"{self.where}: {self.promise}{rows}" + (f" — {self.detail}" if self.detail else "")


class GateRefused(Exception):
    """The night's release is not published; `findings` holds every reason."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(str(finding) for finding in findings))
        self.findings = findings


def of_expectations(results: Iterable[GateResult]) -> list[Finding]:
    """Expectations that failed, or could not be evaluated."""
    broken = (result for result in results if not result.success or result.error)
    return [
        Finding(
            result.file,
            result.expectation,
            result.unexpected_count,
            result.error or str(result),
        )
        for result in broken
    ]


def of_accounts(accounts: Iterable[Unaccounted]) -> list[Finding]:
    """Files whose rows do not add up."""
    return [Finding(item.account.file, "rows_are_accounted", detail=str(item)) for item in accounts]


def of_lost_files(landed: Iterable[Landed], published: Iterable[str]) -> list[Finding]:
    """Files refused as a whole that the published release was made from: their programs would lose their numbers."""
    known = set(published)
    lost = (item for item in landed if item.status == "refused_file" and item.file in known)
    return [Finding(item.file, "published_files_stay_readable", detail=item.message or "") for item in lost]


def of_checks(results: Iterable[CheckResult]) -> list[Finding]:
    """Checks of the warehouse that found offending rows and block a release."""
    broken = (result for result in results if not result.is_healthy and result.severity == BLOCKING)
    return [Finding("sql/checks", result.name, result.failures, _shown(result.sample)) for result in broken]


def _shown(rows: Iterable[Mapping[str, object]]) -> str:
    """The first offending rows as a person reads them."""
    return "; ".join(", ".join(f"{name} {value}" for name, value in row.items()) for row in rows)


def of_drift(drifts: Iterable[Drift]) -> list[Finding]:
    """Distances from the last release that the policy does not tolerate."""
    return [Finding(drift.subject, drift.promise, detail=str(drift)) for drift in drifts]


def of_pinned(promise: str, pinned: Sequence[Pinned]) -> list[Finding]:
    """Withheld counts that an outsider could derive, as one finding."""
    if not pinned:
        return []
    return [Finding("public.duckdb", promise, len(pinned), "; ".join(map(str, pinned[:SHOWN_PINNED])))]


def of_exposed(found: Iterable[Exposed]) -> list[Finding]:
    """Personal data in published files."""
    return [Finding(item.where, "no_personal_data_is_published", item.places, item.kind) for item in found]


def of_twin(differences: Iterable[Difference]) -> list[Finding]:
    """Columns in which another choice of the withheld counts is published otherwise."""
    return [
        Finding(f"{found.table}.{found.column}", "a_twin_is_published_alike", found.rows, found.first)
        for found in differences
    ]
