"""Changes of decisions, lineage and policy."""

from __future__ import annotations

import datetime

from tests.changes.seed import (
    BACHELOR,
    MAIN,
    NOWHERE,
    RED,
    SECONDARY,
    Seed,
    decision,
    formerly,
    later,
    level,
    placed,
    step,
)
from tests.sql.city import CATALOGUE, cohort

DECIDED = [
    Seed(
        "an objection is upheld",
        "decision",
        {(MAIN, 2025): ("yellow", "none")},
        placed(y2025=20),
        [],
        [decision("objection_upheld", None)],
        decided=True,
    ),
    Seed(
        "a card is deferred",
        "decision",
        {(MAIN, 2025): ("red", "yellow")},
        placed(**RED),
        [],
        [decision("deferred", "yellow")],
        decided=True,
    ),
    Seed(
        "a sound program is put on notice",
        "decision",
        {(MAIN, 2025): ("none", "yellow")},
        placed(),
        [],
        [decision("overridden", "yellow")],
        decided=True,
    ),
    Seed(
        "a card is confirmed",
        "decision",
        {(MAIN, 2025): ("yellow", "yellow")},
        placed(y2025=20),
        [],
        [decision("confirmed", None)],
        decided=True,
    ),
    Seed(
        "a decision is withdrawn",
        "decision",
        {(MAIN, 2025): ("none", "yellow")},
        placed(y2025=20),
        [decision("objection_upheld", None, "gone")],
        [],
        "correction",
        True,
    ),
    Seed(
        "the last day of a decision passes",
        "decision",
        {(MAIN, 2025): ("none", "yellow")},
        [*placed(y2025=20), decision("deferred", "none", "first", datetime.date(2026, 8, 31))],
        [],
        [],
        decided=True,
    ),
    Seed(
        "a second decision overrides the first",
        "decision",
        {(MAIN, 2025): ("none", "yellow")},
        [*placed(y2025=20), decision("objection_upheld", None, "first")],
        [],
        [decision("overridden", "yellow", number=2)],
        decided=True,
    ),
]
# Every step of lineage names majors of its own: it holds for all schools.
TRACED = [
    Seed(
        "a rename becomes known",
        "lineage_change",
        {("500001", 2025): ("yellow", "red"), ("500001", 2024): (None, "orange")},
        [*formerly("600001", **RED | {"y2025": None}), *placed("500001", **NOWHERE | {"y2025": 20})],
        [],
        [step("rename", "600001", "500001")],
        "revision",
    ),
    Seed(
        "a transfer becomes known",
        "lineage_change",
        {("500002", 2025): ("yellow", "orange")},
        [*formerly("600002", y2024=20, y2025=None), *placed("500002", **NOWHERE | {"y2025": 20})],
        [],
        [step("transfer", "600002", "500002")],
        "revision",
    ),
    Seed(
        "a merger becomes known",
        "lineage_change",
        {("500003", 2025): ("yellow", "red")},
        [*formerly("600003", **RED | {"y2025": None}), *placed("500003", **NOWHERE | {"y2025": 20})],
        [],
        [step("merge", "600003", "500003", 2025)],
        "revision",
    ),
    Seed(
        "a split becomes known",
        "lineage_change",
        {("500004", 2025): ("yellow", "red")},
        [*formerly("600004", **RED | {"y2025": None}), *placed("500004", **NOWHERE | {"y2025": 20})],
        [],
        [step("split", "600004", "500004", 2025)],
        "revision",
    ),
    Seed(
        "a step of lineage is withdrawn",
        "lineage_change",
        {("500005", 2025): ("red", "yellow")},
        [*formerly("600005", **RED | {"y2025": None}), *placed("500005", **NOWHERE | {"y2025": 20})],
        [step("rename", "600005", "500005", delivery="gone")],
        [],
        "correction",
    ),
]
BACHELORS = level(placed("120203", y2025=31), "bachelor", BACHELOR)
MATCHED = [
    (
        "employment",
        row | {"employed": 40, "matched": 20, "level": "secondary", "catalogue_version": SECONDARY},
    )
    for _, row in placed("730301")
]
RULED = [
    Seed(
        "a line is raised",
        "policy_change",
        {("120203", 2025): ("none", "yellow")},
        BACHELORS,
        [],
        [],
        "correction",
    ),
    Seed(
        "a line raised from a later day on",
        "policy_change",
        {("330302", 2025): ("none", "yellow")},
        level(placed("330302", y2024=31, y2025=31), "vocational_bachelor", CATALOGUE),
        [],
        [],
        "correction",
    ),
    Seed(
        "a trigger asks for two years more",
        "policy_change",
        {("730301", 2025): ("red", "orange")},
        MATCHED,
        [],
        [],
        "correction",
    ),
    Seed(
        "a minimum cohort is raised",
        "policy_change",
        {("120101", 2025): ("yellow", "not_judged")},
        level([("employment", cohort(2025, 25, 5, "120101"))], "postgraduate", BACHELOR),
        [],
        [],
        "correction",
    ),
    Seed(
        "a cohort restated between the old line and the new",
        "policy_change",
        {("120203", 2025): ("none", "yellow")},
        level(placed("120203"), "bachelor", BACHELOR),
        [],
        level([later(2025, 31, "120203")], "bachelor", BACHELOR),
        "correction",
    ),
    Seed(
        "a cohort restated below both lines",
        "restatement",
        {("120203", 2025): ("none", "yellow")},
        level(placed("120203"), "bachelor", BACHELOR),
        [],
        level([later(2025, 20, "120203")], "bachelor", BACHELOR),
        "revision",
    ),
    Seed(
        "a late cohort and a decision about it",
        "decision",
        {(MAIN, 2025): ("not_judged", "none")},
        placed(y2025=None),
        [],
        [later(2025, 20), decision("objection_upheld", None)],
        decided=True,
    ),
]
