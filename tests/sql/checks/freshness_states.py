"""States of the checks of freshness: at the last day of the time a feed has, and one day later."""

from __future__ import annotations

from datetime import date, timedelta

AS_OF = date(2026, 11, 24)
DAYS = 425
LAST_DAY = AS_OF - timedelta(days=DAYS)
DELIVERY = {"feed": "employment", "publisher": "a", "status": "landed", "received_on": LAST_DAY}
DELIVERY |= {"delivered_on": LAST_DAY, "is_synthetic": False}
DAY_BEFORE = LAST_DAY - timedelta(days=1)
OLD = DELIVERY | {"delivered_on": DAY_BEFORE}
# a day of receipt speaks where no day of delivery is stated
UNDATED = DELIVERY | {"delivered_on": None}
WORLD = {
    "meta.run": [{"as_of": AS_OF}],
    "rules.parameter_in_force": [{"parameter": "fresh_days_employment", "value": float(DAYS)}],
}
CATALOGUE = OLD | {"feed": "major"}

FRESHNESS_STATES = {
    "feeds_are_fresh": (
        WORLD
        | {
            "meta.source_file": [
                DELIVERY,
                OLD | {"publisher": "b"},
                CATALOGUE,
                OLD | {"feed": "enrolment", "is_synthetic": True},
            ]
        },
        {"meta.source_file": [OLD, OLD | {"delivered_on": AS_OF, "status": "refused_file"}]},
    ),
    "sources_are_fresh": (
        WORLD | {"meta.source_file": [DELIVERY, UNDATED | {"publisher": "b"}, OLD, CATALOGUE]},
        {"meta.source_file": [DELIVERY, OLD | {"publisher": "b"}]},
    ),
}
