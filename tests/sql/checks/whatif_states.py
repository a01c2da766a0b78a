"""States of the check that critical lines give the verdicts."""

from __future__ import annotations

VERDICT = {"program_id": "p", "card": "yellow", "is_latest_year": True}
COMPARED = {"program_id": "p", "compared_card": "yellow", "has_changed": False}
# the line of its level was another once
OTHER = {"program_id": "q", "compared_card": "none", "has_changed": True}

WHATIF_STATES = {
    "critical_lines_give_the_verdicts": (
        {
            "marts.verdict": [
                VERDICT,
                VERDICT | {"program_id": "q"},
                VERDICT | {"card": "red", "is_latest_year": False},
            ],
            "rules.compared_card": [COMPARED, OTHER],
        },
        {"rules.compared_card": [COMPARED | {"compared_card": "none"}, OTHER]},
    ),
}
