"""Every check of sql/checks finds nothing in a healthy state and something once one row is wrong.

The state of a check is the tables it reads, stated in full; `broken` replaces one of them.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest

from tests.sql.checks.advice_states import ADVICE_STATES
from tests.sql.checks.freshness_states import FRESHNESS_STATES
from tests.sql.checks.signal_states import SIGNAL_STATES
from tests.sql.checks.whatif_states import WHATIF_STATES
from transforms.connecting import create_table
from transforms.warehouse import find_checks

WORLD = {
    "year": 2025,
    "level": "all",
    "region_code": "500000",
    "industry_classification": "g",
    "granularity": "section",
    "crosswalk_source": "expert",
    "supply_basis": "graduates",
    "demand_basis": "vacancies",
}
SPAN = {"rules.judged_until": [{"judged_until_year": 2025}]}
CRITERION = {"criterion_id": "low", "fails_when": "below", "pooled": "once"}
RESULT = {"program_id": "p", "year": 2025, "criterion_id": "low", "result": "fail", "covers_from": 2025}
RESULT |= {"numerator": 29, "denominator": 50, "line": 6000.0}
VERDICT = {
    "program_id": "p",
    "year": 2025,
    "card": "orange",
    "reason_code": "trigger_fired",
    "years_counted": 2,
}
VERDICT |= {"trigger_id": "two", "criterion_id": "low", "fired_year": 2025}
VERDICT |= {"numerator": 29, "denominator": 50, "line": 6000.0}
CHANGE = {"program_id": "p", "year": 2025, "change_kind": "card", "card_before": "none", "card": "yellow"}
CHANGE |= {"cause": "new_data", "is_explained": True}
VERDICT_WORLD = {
    "marts.verdict": [VERDICT],
    "marts.criterion_result": [RESULT],
    "policy.card": [
        {"card": "none", "severity": 0},
        {"card": "orange", "severity": 2},
        {"card": "red", "severity": 3},
    ],
    "policy.trigger": [{"trigger_id": "two", "m": 2, "n": 2, "over": "calendar_years", "card": "orange"}],
    "policy.criterion": [CRITERION | {"unit": "bp"}],
}
ACCOUNT = {
    "file": "a.csv",
    "rows_read": 10,
    "loaded": 6,
    "refused": 1,
    "duplicate": 1,
    "superseded": 1,
    "total_rows": 1,
}
PROGRAM_YEAR = {"program_id": "p", "year": 2025, "employment_rate": 0.8, "rate_low": 0.7, "rate_high": 0.9}
PROGRAM_YEAR |= {"contract_rate": 0.5, "matched_rate": 0.5}
COHORT = {
    "program_id": "p",
    "year": 2025,
    "observation": "year_end",
    "graduates": 50,
    "placed": 40,
    "employed": 40,
}
COHORT |= {"matched": 30, "in_house": 2}
MATCH = WORLD | {
    "supply": 10.0,
    "demand": 20.0,
    "supply_share": 1.0,
    "demand_share": 1.0,
    "is_residual": False,
}
MATCH |= {"supply_demand_ratio": 2.0, "structural_deviation": 0.0, "location_quotient": 1.0}
STRUCTURE = WORLD | {"total_demand": 20.0, "matching_degree": 1.0, "cosine_similarity": 1.0}
STRUCTURE |= {"coupling_coordination": 1.0, "moore_angle_supply": 0.0}
MAJOR = WORLD | {
    "major_scope": "major",
    "major_scope_code": "m",
    "allocated_demand": 20.0,
    "supply_demand_ratio": 2.0,
}
LOADED = {"cohort_year": 2025, "observation": "year_end", "graduates": 50, "row_status": "loaded"}
LOADED |= {"institution_code": "i", "catalogue_version": "c", "major_code": "m", "level": "associate"}
ENROLLED = {"enrolment_year": 2025, "planned": 50, "admitted": 45, "row_status": "loaded"}
WEIGHT = {
    "crosswalk_source": "expert",
    "catalogue_version": "c",
    "major_code": "m",
    "industry_classification": "g",
}
WEIGHT |= {"from_year": 0, "weight": 1.0}
FILED = {"program_id": "p", "year": 2025, "event": "suspended"}
SUSPENDED = {"program_id": "p", "year": 2025, "change": "suspended", "basis": "confirmed"}
SUSPENDED |= {"document_number": "1号", "seats": 0, "is_seen_in_enrolment": True}

STEP = {"row_status": "loaded", "kind": "rename", "from_catalogue_version": "old", "from_major_code": "1"}
STEP |= {"to_catalogue_version": "new", "to_major_code": "2"}

# check → (healthy tables, tables that replace them in the failing state)
STATES = {
    "rows_read_are_accounted_for": (
        {"meta.accounting": [ACCOUNT]},
        {"meta.accounting": [ACCOUNT | {"loaded": 5}]},
    ),
    "every_candidate_has_one_verdict": (
        SPAN
        | {
            "core.program_spine": [{"program_id": "p", "year": 2025}, {"program_id": "p", "year": 2026}],
            "marts.verdict": [{"program_id": "p", "year": 2025}],
        },
        {"marts.verdict": [{"program_id": "p", "year": 2024}]},
    ),
    "every_candidate_has_one_result": (
        {
            "rules.candidate": [{"program_id": "p", "year": 2025, "criterion_id": "low"}],
            "rules.criterion_result": [RESULT],
        },
        {"rules.criterion_result": [RESULT, RESULT]},
    ),
    "no_verdict_without_clause": (
        {"marts.verdict": [{"program_id": "p", "year": 2025, "card": "red", "clause_title": "t"}]},
        {"marts.verdict": [{"program_id": "p", "year": 2025, "card": "red", "clause_title": None}]},
    ),
    "fired_triggers_recount": (
        {
            "marts.trigger_result": [
                {
                    "program_id": "p",
                    "year": 2025,
                    "trigger_id": "two",
                    "criterion_id": "low",
                    "is_fired": True,
                }
                | {"years_counted": 2, "since_year": 2024}
            ],
            "policy.trigger": [{"trigger_id": "two", "m": 2, "over": "calendar_years"}],
            "rules.criterion_result": [RESULT, RESULT | {"year": 2024, "covers_from": 2024}],
        },
        {"rules.criterion_result": [RESULT, RESULT | {"year": 2024, "covers_from": 2024, "result": "pass"}]},
    ),
    "failing_results_recompute": (
        {"rules.criterion_result": [RESULT], "policy.criterion": [CRITERION]},
        {"rules.criterion_result": [RESULT | {"numerator": 30}]},
    ),
    "verdicts_recompute_from_their_receipts": (
        VERDICT_WORLD,
        {"marts.verdict": [VERDICT | {"card": "red"}]},
    ),
    "pooled_cohorts_do_not_overlap": (
        {"rules.criterion_result": [RESULT, RESULT | {"year": 2024}], "policy.criterion": [CRITERION]},
        {"rules.criterion_result": [RESULT | {"covers_from": 2024}, RESULT | {"year": 2024}]},
    ),
    "rates_lie_between_zero_and_one": (
        {"marts.program_year": [PROGRAM_YEAR]},
        {"marts.program_year": [PROGRAM_YEAR | {"employment_rate": 1.01, "rate_high": 1.02}]},
    ),
    "placed_does_not_exceed_graduates": (
        {"core.cohort": [COHORT]},
        {"core.cohort": [COHORT | {"placed": 51}]},
    ),
    "loaded_graduates_reach_their_cohorts": (
        {
            "staging.employment": [LOADED],
            "staging.graduate_cohort": [],
            "core.cohort": [COHORT],
        },
        {"core.cohort": [COHORT | {"graduates": 49}]},
    ),
    "loaded_intake_reaches_its_programs": (
        {
            "staging.enrolment": [ENROLLED, ENROLLED | {"row_status": "superseded"}],
            "core.program_spine": [{"year": 2025, "planned": 50, "admitted": 45}],
        },
        {"core.program_spine": [{"year": 2025, "planned": 50, "admitted": 44}]},
    ),
    "crosswalk_weights_sum_to_one": (
        {"core.crosswalk_weight": [WEIGHT]},
        {"core.crosswalk_weight": [WEIGHT | {"weight": 1.0 + 2e-9}]},
    ),
    "shares_sum_to_one": (
        {"marts.industry_match": [MATCH]},
        {"marts.industry_match": [MATCH | {"supply_share": 0.9}]},
    ),
    "supply_is_conserved": (
        {
            "marts.industry_match": [MATCH],
            "core.supply": [
                {key: MATCH[key] for key in ("year", "level", "region_code", "supply_basis", "supply")}
            ],
        },
        {"marts.industry_match": [MATCH, MATCH]},
    ),
    "demand_is_conserved": (
        {"marts.major_match": [MAJOR], "marts.structure_match": [STRUCTURE]},
        {"marts.major_match": [MAJOR, MAJOR]},
    ),
    "lineage_carries_on_one_to_one": (
        {"staging.major_lineage": [STEP, STEP | {"kind": "split", "to_major_code": "3"}]},
        {"staging.major_lineage": [STEP, STEP | {"to_major_code": "3"}]},
    ),
    "changed_verdicts_have_one_cause": (
        {"marts.verdict_change": [CHANGE], "marts.change_evidence": [{"program_id": "p", "year": 2025}]},
        {"marts.verdict_change": [CHANGE | {"cause": None, "is_explained": False}]},
    ),
    "lineage_has_no_circle": (
        {"core.major_chain": [{"major_code": "m", "steps": 3}]},
        {"core.major_chain": [{"major_code": "m", "steps": 20}]},
    ),
    "there_is_something_to_judge": (
        {"core.program": [{"program_id": "p"}]},
        {"core.program": []},
    ),
    "landed_rows_have_one_identity": (
        {"staging.row_place": [{"feed": "employment", "row_id": "1"}, {"feed": "enrolment", "row_id": "1"}]},
        {"staging.row_place": [{"feed": "employment", "row_id": "1"}, {"feed": "employment", "row_id": "1"}]},
    ),
    "similar_programs_see_each_other": (
        {
            "marts.similar_program": [
                {"program_id": one, "other_program_id": other, "is_similar_in_school": True}
                for one, other in (("p", "q"), ("q", "p"))
            ],
            "core.program": [
                {"program_id": program, "institution_code": "i", "level": "associate"} for program in "pq"
            ],
        },
        {
            "core.program": [
                {"program_id": "p", "institution_code": "i", "level": "associate"},
                {"program_id": "q", "institution_code": "i", "level": "secondary"},
            ]
        },
    ),
    "suspended_programs_take_nobody_in": (
        {"marts.setting_change": [SUSPENDED]},
        {"marts.setting_change": [SUSPENDED | {"is_seen_in_enrolment": False, "seats": 50}]},
    ),
    "confirmed_changes_stand_in_a_filing": (
        {"marts.setting_change": [SUSPENDED], "core.setting_event": [FILED, FILED | {"event": "kept"}]},
        {"core.setting_event": [FILED | {"year": 2024}]},
    ),
} | ADVICE_STATES
STATES |= FRESHNESS_STATES | SIGNAL_STATES | WHATIF_STATES
EMPTY = {"staging.graduate_cohort": LOADED, "core.program": {"program_id": "p"}}


def offending_rows(check_sql: str, tables: dict) -> int:
    con = duckdb.connect()
    for name, rows in tables.items():
        schema = pa.Table.from_pylist(rows or [EMPTY[name]]).schema
        con.execute(f"create schema if not exists {name.split('.')[0]}")
        create_table(con, name, rows, schema)
    return len(con.execute(check_sql).fetchall())


@pytest.mark.parametrize("check", find_checks(), ids=lambda check: check.name)
def test_check_finds_what_it_is_for(check):
    healthy, broken = STATES[check.name]
    assert offending_rows(check.sql, healthy) == 0
    assert offending_rows(check.sql, healthy | broken) > 0
