"""Which cohorts results of several years would give away, found by the attack that the gate makes (transforms/attack).

A count is rounded on its own side of what one cohort's result shows. What results show of several cohorts together, or
evidence of pooled years, no single rounding can heed: there the cohort is told in a wide class instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from transforms.disclosure.counted import PublishedCounts
from transforms.disclosure.limits import Limits, sql_of
from transforms.disclosure.rounding import Numbers, Truths

Places = list[tuple[str, int, Any]]
VIEWS = {
    "marts.criterion_result": "audited_result",
    "marts.verdict": "audited_verdict",
    "marts.enrolment_advice": "audited_advice",
}


@dataclass(frozen=True)
class Audit:
    """What results say of the cohorts, read once; asked again for every way to tell their counts."""

    limits: Limits
    places: Places
    claims: dict[str, npt.NDArray[Any]]
    members: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]

    @classmethod
    def of(
        cls, con: duckdb.DuckDBPyConnection, places: Places, counts: Mapping[str, Numbers], limits: Limits
    ) -> Audit:
        """Read the statements that will be published. Needs `exact` attached and disclosure.limit_."""
        # which reads limits and rounding of this package
        from transforms.disclosure.attack.told import claims_of

        for view, name in VIEWS.items():
            con.execute(f"create view {view} as {sql_of(name)}")
        claims, members = claims_of(con, _cells(places, counts))
        for view in VIEWS:
            con.execute(f"drop view {view}")
        return cls(limits, places, claims, members)

    def given_away(self, told: Mapping[str, PublishedCounts]) -> Truths:
        """Cohorts of which an outsider could derive a count more closely than the policy allows."""
        from transforms.disclosure.attack import told as reading
        from transforms.disclosure.attack.attack import exposed

        counts = np.column_stack([told[name].in_sums for name in reading.NAMES])
        status = np.column_stack([told[name].status for name in reading.NAMES])
        status[np.isnan(counts)] = "x"
        seen = reading.SeenCohorts(self.limits, self.places, counts, status, (), self.claims, self.members)
        return exposed(seen)


def _cells(places: Places, counts: Mapping[str, Numbers]) -> pa.Table:
    """The cohorts as the attack's selects know them: where each stands, and which of its counts were delivered."""
    owners, years, observations = zip(*places, strict=True) if places else ((), (), ())
    columns: dict[str, Any] = {
        "cell": pa.array(range(len(places)), pa.int64()),
        "program_id": pa.array(owners, pa.string()),
        "year": pa.array(years, pa.int32()),
        "observation": pa.array(observations, pa.string()),
    }
    for name, column in counts.items():
        status = ["x" if missing else None for missing in np.isnan(column)]
        columns[f"{name}_status"] = pa.array(status, pa.string())
    return pa.table(columns)
