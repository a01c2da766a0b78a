"""The deliveries a verdict can follow from, and how two deliveries of one row are recognised as such."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.deliveries import load_contracts

# The causes of method.md §3.3 in the order in which the inputs of two releases are exchanged for each other.
CAUSES = ("method_change", "lineage_change", "restatement", "new_data", "policy_change", "decision")
YEAR = {
    "employment": "cohort_year",
    "enrolment": "enrolment_year",
    "indicator": "year",
    "decision": "year",
} | {
    "graduate_cohort": "cohort_year",
    "major_lineage": "effective_year",
}
# one-row-per-graduate deliveries are compared as the cohorts they were counted to
COHORT_KEY = ("institution_code", "catalogue_version", "major_code", "level", "cohort_year", "observation")
NO_CONTENT = ("row_status", "reason_code", "is_by_name")


@dataclass(frozen=True)
class Feed:
    """A table of staging whose rows are deliveries; `is_placed` where a row stands in a file."""

    name: str
    key: tuple[str, ...]
    is_placed: bool = True

    @property
    def table(self) -> str:
        return f"staging.{self.name}"

    @property
    def year(self) -> str | None:
        """The column that holds the year a row is about; None where it covers a span of days."""
        return YEAR.get(self.name)

    def content(self, columns: list[str]) -> list[str]:
        """Columns that say something: neither key nor provenance."""
        return [name for name in columns if name not in (*self.key, *NO_CONTENT) and not name.startswith("_")]


def _of_contract(name: str) -> Feed:
    return Feed(name, load_contracts()[name].key)


DATA = (
    *map(_of_contract, ("employment", "enrolment", "indicator", "exemption")),
    Feed("graduate_cohort", COHORT_KEY, is_placed=False),
)
LINEAGE = _of_contract("major_lineage")
DECISION = _of_contract("decision")
FEEDS = (*DATA, LINEAGE, DECISION)
