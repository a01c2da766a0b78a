"""The operating card of a rule: how often chance alone flags a good program, or lets a poor one pass.

Exact binomial, nothing simulated: a cohort of n graduates of whom each is placed with probability p.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from math import ceil
from typing import Any

import duckdb
import pyarrow as pa

from transforms.connecting import create_table
from transforms.policy.policy import Criterion, Policy, Trigger

COHORT_SIZES = (10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 300, 500)
TRUE_RATES = (0.40, 0.45, 0.50, 0.55, 0.60, 0.65, 0.70, 0.75, 0.80)
OPERATING_POINT = pa.schema(
    [("trigger_id", pa.string()), ("trigger_number", pa.int32()), ("cohort", pa.int32())]
    + [(name, pa.float64()) for name in ("true_rate", "line", "fires", "false_flag", "miss")]
)


def operating_card(
    policy: Policy, cohorts: Iterable[int] = COHORT_SIZES, true_rates: Iterable[float] = TRUE_RATES
) -> Iterator[dict[str, Any]]:
    """Rows of policy.operating_point: triggers over years of a ratio below a fixed line, at every size and true rate.

    cohort: graduates a year; fires: the chance that the trigger does. false_flag: that chance where the true rate does
    not deserve it, else None; miss: the chance of none where the true rate is below the line, else None.
    """
    cells = list(product(cohorts, true_rates))
    for number, (name, trigger) in enumerate(policy.triggers.items(), start=1):
        criterion = policy.criteria[trigger.criteria[0]]
        line = criterion.line[-1].value
        if line is None or not _has_a_card(trigger, criterion):
            continue
        for size, rate in cells:
            fires = _fires(trigger, criterion, size, rate, line)
            is_below = rate < line / 10_000
            yield {
                **{"trigger_id": name, "trigger_number": number, "cohort": size, "true_rate": rate},
                **{"line": line / 10_000, "fires": fires},
                **{"false_flag": None if is_below else fires, "miss": 1 - fires if is_below else None},
            }


def chance_below(cohort: int, true_rate: float, line_bp: float) -> float:
    """Chance that fewer than the line are placed, strictly. cohort: persons; line_bp: 1/10000."""
    return float(_binomial().cdf(ceil(line_bp * cohort / 10_000) - 1, cohort, true_rate))


def register_operating_card(con: duckdb.DuckDBPyConnection, policy: Policy) -> None:
    """Make policy.operating_point: for each trigger over a rate, how often chance alone fires it.

    `register_policy` does not make it: it depends on numbers of the policy alone and takes longer than judging.
    """
    create_table(con, "policy.operating_point", operating_card(policy), OPERATING_POINT)


def _has_a_card(trigger: Trigger, criterion: Criterion) -> bool:
    is_over_years = trigger.over in ("calendar_years", "calculated_years")
    is_ratio = criterion.unit == "bp" and criterion.rank_within is None
    return is_over_years and is_ratio and criterion.fails_when == "below"


def _fires(trigger: Trigger, criterion: Criterion, size: int, rate: float, line: float) -> float:
    """Chance that n results of equal cohorts hold at least m failing ones; pooled where one cohort is too small."""
    minimum = (criterion.minimum_cohort[-1].value or 0) if criterion.minimum_cohort else 0
    window = next((window for window in criterion.windows if window * size >= minimum), None)
    if window is None:
        return 0.0
    fails = chance_below(window * size, rate, line)
    return float(_binomial().sf(trigger.m - 1, trigger.n, fails))


def _binomial() -> Any:
    """The binomial distribution of scipy."""
    # imported when first used: scipy.stats takes a second that commands without this table need not pay
    from scipy.stats import binom

    return binom
