"""Forty changes between two releases, each on programs of its own, with the cause its verdicts must carry.

The line is 60 % of at least 20 graduates; the earlier release knows cohorts until 2025. `none`, `yellow`, `orange`,
`red` are the cards before and after.
"""

from __future__ import annotations

import datetime
from typing import Any

from tests.changes.seed import BACHELOR, MAIN, OLD_CATALOGUE, SECONDARY
from tests.changes.seeds_of_data import NEW, RESTATED
from tests.changes.seeds_of_rules import DECIDED, RULED, TRACED
from tests.sql.city import major

SEEDS = [*RESTATED, *NEW, *DECIDED, *TRACED, *RULED]
MAJORS = [
    *(major(code) for code in (MAIN, "510201", *(f"50000{n}" for n in range(1, 6)))),
    *(major(f"60000{n}", catalogue=OLD_CATALOGUE) for n in range(1, 6)),
    major("120203", catalogue=BACHELOR, level="bachelor"),
    major("120101", catalogue=BACHELOR, level="postgraduate"),
    major("330302", level="vocational_bachelor"),
    major("730301", catalogue=SECONDARY, level="secondary"),
]


def amend(policy: dict[str, Any]) -> None:
    """What the later release's policy says otherwise, each for a level of its own."""
    low = policy["criteria"]["low_employment"]
    low["line"] += [
        {
            "valid_from": datetime.date(2012, 1, 1),
            "value": 6500,
            "clause": "moe-2011-60",
            "levels": ["bachelor"],
        },
        {
            "valid_from": datetime.date(2025, 6, 1),
            "value": 6500,
            "clause": "moe-2011-60",
            "levels": ["vocational_bachelor"],
        },
    ]
    low["minimum_cohort"].append(
        {
            "valid_from": datetime.date(2012, 1, 1),
            "value": 30,
            "clause": "assumed-ladder",
            "levels": ["postgraduate"],
        }
    )
    policy["triggers"]["mismatched_three_years"] |= {"m": 6, "n": 6}
