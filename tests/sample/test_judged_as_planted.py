"""The deliveries landed and judged by the real models under the default policy, beside the truth."""

from __future__ import annotations

from tests.sample.test_truth import program_of, truth

VERDICTS = """
    select
        verdict.institution_code, verdict.catalogue_version, verdict.major_code, verdict.level,
        verdict.card, result.result, verdict.years_counted, verdict.reason_code, verdict.decided_card
    from marts.verdict as verdict
    left join marts.criterion_result as result
        on
            result.program_id = verdict.program_id
            and result.year = verdict.year
            and result.criterion_id in ('low_employment', 'low_matched_employment')
    where verdict.is_latest_year
"""


def test_only_the_planted_bad_rows_are_refused(city, landed):
    items, _ = landed
    assert {item.status for item in items} == {"landed"}
    assert all(item.rows_read == item.landed + item.refused + item.total_rows for item in items)
    bad = sum(row["story"].startswith("bad_row") for row in truth(city))
    resent = sum(item.refused for item in items if "更正" in item.file)
    assert sum(item.refused for item in items) == bad + resent


def test_every_program_is_judged_as_planted(city, judged):
    found = {tuple(row[:4]): tuple(row[4:]) for row in judged.con.execute(VERDICTS).fetchall()}
    unhealthy = [check.name for check in judged.checks() if not check.is_healthy]
    planted = {
        program_of(row): (
            row["card"],
            row["result"],
            int(row["years_counted"]) if row["years_counted"] else None,
            row["reason_code"],
            row["decided_card"],
        )
        for row in truth(city)
    }
    told = {key: (card, result, years or None, *rest) for key, (card, result, years, *rest) in found.items()}
    assert told == planted
    # two programs were filed as suspended and still take students in
    assert unhealthy == ["suspended_programs_take_nobody_in"]
