"""The states of the checks of lists and advice: healthy, and with one row wrong."""

from __future__ import annotations

ADVISED = {"program_id": "p", "institution_code": "i", "level": "associate", "advice": "keep"}
ADVISED |= {"advice_reason": "r", "clause_title": "c", "decided_card": "none", "setting": None}
ADVISED |= {"seats": 100, "seats_low": 85, "seats_high": 110, "new_seats": 5, "advised_seats": 102}
ADVISED |= {"seats_standing": "within_bounds", "is_residual": False}
UNALLOCATED = dict.fromkeys(ADVISED) | {"institution_code": "i", "level": "associate", "advised_seats": 3}
UNALLOCATED |= {"advice": "unallocated", "seats_standing": "upper_bounds_reached", "is_residual": True}
REASON = {
    "ruleset": "advice",
    "subject_id": "p",
    "rule_id": "r",
    "rule_measure": "judged_rate",
    "value": 0.75,
}
REASON |= {"holds_when": "at_or_above", "line": 7500.0, "line_unit": "bp"}
ENTRY = {
    "list_id": "to_upgrade",
    "level": "bachelor",
    "catalogue_version": "b",
    "major_code": "1",
    "rule_id": "r",
}
ENTRY |= {"list_reason": "r", "clause_title": "c"}
ENTRY_REASON = {"ruleset": "list", "subject_id": "bachelor|b|1"}

# check → (healthy tables, tables that replace them in the failing state)
ADVICE_STATES = {
    "advised_seats_sum_to_the_total": (
        {"marts.enrolment_advice": [ADVISED, UNALLOCATED]},
        {"marts.enrolment_advice": [ADVISED, UNALLOCATED | {"advised_seats": 4}]},
    ),
    "new_places_sum_to_their_total": (
        {
            "rules.new_place_claim": [{"claim_group": "associate", "total_seats": 5}],
            "marts.enrolment_advice": [ADVISED],
        },
        {"rules.new_place_claim": [{"claim_group": "associate", "total_seats": 6}]},
    ),
    "no_seat_is_advised_to_a_suspended_program": (
        {"marts.enrolment_advice": [ADVISED, ADVISED | {"decided_card": "red", "advised_seats": 0}]},
        {"marts.enrolment_advice": [ADVISED | {"decided_card": "red"}]},
    ),
    "every_advice_has_a_reason": (
        {"marts.enrolment_advice": [ADVISED, UNALLOCATED]},
        {"marts.enrolment_advice": [ADVISED | {"advice_reason": None}]},
    ),
    "every_program_is_advised": (
        {
            "rules.standing": [{"program_id": "p", "is_ended": False}, {"program_id": "q", "is_ended": True}],
            "policy.rule": [{"ruleset": "advice"}],
            "marts.enrolment_advice": [ADVISED],
        },
        {"marts.enrolment_advice": [ADVISED, ADVISED]},
    ),
    "advised_seats_lie_in_their_range": (
        {"marts.enrolment_advice": [ADVISED, UNALLOCATED]},
        {"marts.enrolment_advice": [ADVISED | {"advised_seats": 111}]},
    ),
    "every_list_entry_has_a_reason": (
        {"marts.public_list": [ENTRY], "marts.rule_reason": [REASON | ENTRY_REASON]},
        {"marts.rule_reason": [REASON]},
    ),
    "lists_and_advice_recompute": (
        {"marts.rule_reason": [REASON]},
        {"marts.rule_reason": [REASON | {"value": 0.74}]},
    ),
}
