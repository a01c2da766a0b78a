"""Where the SQL and the independent judge say different things of a city."""

from __future__ import annotations

from tests.golden.facts import City, Key, Verdict
from tests.golden.judge import judge
from tests.golden.landing import verdicts_by_sql
from tests.golden.shrink import shown, smallest
from transforms.policy.policy import Policy

Differing = dict[tuple[Key, int], tuple[Verdict | None, Verdict | None]]
TOLD = 5


def differing(city: City, policy: Policy) -> tuple[int, Differing]:
    """Verdicts judged, and those that differ: (program, year) → the verdict of the SQL and that of the judge."""
    by_sql = verdicts_by_sql(city, policy)
    unseen = set(by_sql)
    found: Differing = {}
    for key, years in judge(city, policy):
        for year, verdict in years.items():
            unseen.discard((key, year))
            if by_sql.get((key, year)) != verdict:
                found[key, year] = (by_sql.get((key, year)), verdict)
    return len(by_sql), found | {of: (by_sql[of], None) for of in unseen}


def complaint(city: City, policy: Policy, found: Differing) -> str:
    """What differs, and the smallest history on which it does."""
    (key, year), (sql, hand) = min(found.items())
    part = smallest(city, key, lambda smaller: bool(differing(smaller, policy)[1]))
    _, left = differing(part, policy)
    told = [f"{len(found)} verdicts differ by {policy.policy}; first {key} {year}: {sql} beside {hand}"]
    told += [f"smallest: {of}: SQL {pair[0]}, judge {pair[1]}" for of, pair in sorted(left.items())[:TOLD]]
    return "\n".join([*told, shown(part)])
