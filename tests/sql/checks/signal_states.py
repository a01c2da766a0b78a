"""Healthy and failing states of the checks on signals: what stands above its line, and judging again."""

from __future__ import annotations

SIGNAL = {"program_id": "p", "year": 2025, "signal": "rate_leap", "minimum_cohort": 30.0, "line": 2000.0}
SIGNAL |= {"numerator": 81, "denominator": 100, "value": 0.81, "rise": 0.21, "signal_status": "above"}
SIGNAL |= {"numerator_year_before": 60, "denominator_year_before": 100, "value_year_before": 0.6}
AGAIN = {"taken_out": "nothing", "program_id": "p", "year": 2025, "card": "none"}

SIGNAL_STATES = {
    "signals_stand_above_their_line": (
        {"marts.rate_signal": [SIGNAL, SIGNAL | {"value": 0.8, "signal_status": "not_above"}]},
        {"marts.rate_signal": [SIGNAL | {"value": 0.79}]},
    ),
    "judged_again_alike": (
        {
            "rules.card_without": [AGAIN, AGAIN | {"taken_out": "in_house", "card": "red"}],
            "rules.verdict": [{"program_id": "p", "year": 2025, "card": "none"}],
        },
        {"rules.verdict": [{"program_id": "p", "year": 2025, "card": "yellow"}]},
    ),
}
