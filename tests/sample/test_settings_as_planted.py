"""Changes of settings, similar programs, advice and targets told by the real models, beside what was planted."""

from __future__ import annotations

from tests.sample.test_truth import program_of, truth
from transforms.sample.schools.stories import planted_changes

CHANGES = """
    select institution_code, catalogue_version, major_code, level, string_agg(told, '; ' order by told)
    from (
        select *, concat_ws(' ', year, change, basis) as told
        from marts.setting_change
    ) as stated
    group by all
"""
PAIRS = """
    select program.institution_code, program.catalogue_version, program.major_code, program.level, pair.other_major_code
    from marts.similar_program as pair
    inner join core.program as program on program.program_id = pair.program_id
    where pair.is_similar_in_school
"""


def test_every_change_of_a_setting_is_told_as_planted_and_no_other(city, con):
    told = {tuple(program): changes for *program, changes in con.execute(CHANGES).fetchall()}
    planted = {program_of(row): row["setting_changes"] for row in truth(city) if row["setting_changes"]}
    assert told == planted


def test_every_change_is_planted_at_each_level_it_asks_for(city):
    rows = [(row["change"], row["level"]) for row in truth(city)]
    assert all((change.change, level) in rows for change in planted_changes() for level in change.levels)


def test_near_identical_majors_of_one_school_are_found_alike(city, con):
    found = {(tuple(program), other) for *program, other in con.execute(PAIRS).fetchall()}
    twins = [row for row in truth(city) if row["twin_major_code"]]
    assert twins
    assert all((program_of(row), row["twin_major_code"]) in found for row in twins)


def test_a_suspension_on_paper_only_is_seen_and_gets_no_seat(city, con):
    on_paper = {program_of(row) for row in truth(city) if row["change"] == "suspended_on_paper"}
    unseen = con.execute(
        "select institution_code, catalogue_version, major_code, level from marts.setting_change "
        "where not is_seen_in_enrolment"
    ).fetchall()
    advised = con.execute(
        "select institution_code, catalogue_version, major_code, level, advice, seats > 0, advised_seats "
        "from marts.enrolment_advice where setting = 'suspended' and decided_card = 'none' and seats > 0"
    ).fetchall()
    assert {tuple(row) for row in unseen} == on_paper
    assert {tuple(row[:4]): tuple(row[4:]) for row in advised} == dict.fromkeys(
        on_paper, ("suspend", True, 0)
    )


def test_advice_follows_the_planted_verdicts(city, con):
    found = con.execute(
        "select institution_code, catalogue_version, major_code, level, advice, advised_seats "
        "from marts.enrolment_advice where not is_residual"
    ).fetchall()
    advice = {tuple(row[:4]): (row[4], row[5]) for row in found}
    for row in truth(city):
        told = advice.get(program_of(row))
        if row["decided_card"] in ("red", "exit"):
            assert told == ("suspend", 0), row["story"]
        if row["decided_card"] == "orange":
            assert told is not None
            assert told[0] in ("reduce", "alternate_year"), row["story"]


def test_new_places_of_postgraduates_tilt_to_what_they_carry(con):
    claims = con.execute(
        "select claim.claim_weight / nullif(standing.seats, 0), count(*) from rules.new_place_claim as claim "
        "inner join rules.standing as standing on standing.program_id = claim.program_id group by all"
    ).fetchall()
    assert {weight for weight, _ in claims} <= {10_000.0, 13_000.0, 15_000.0, 18_000.0}
    assert len(claims) > 1


def test_targets_are_told_with_every_status(con):
    told = dict(
        con.execute(
            "select target_code, target_status from marts.target_progress where is_newest_reading"
        ).fetchall()
    )
    assert told["industry_college"] == "reached"
    assert told["dual_base"] == "reached_late"
    assert told["urgent_program_site"] == "missed"
    assert told["high_quality_school"] == "not_reported"
    assert told["national_consortium"] == "behind"
