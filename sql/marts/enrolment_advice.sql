-- one row per program that has not ended: what is advised for its next intake; seats left over stand in rows of their own
with span as (
    select last_enrolment_year + 1 as enrolment_year
    from core.span
)

select
    span.enrolment_year,
    advised.program_id,
    advised.institution_code,
    institution.institution_name,
    institution.district_code,
    institution.district_name,
    advised.level,
    program.catalogue_version,
    program.major_code,
    program.major_name,
    program.major_class_name,
    advised.advice,
    advised.rule_id,
    rule.title_zh as advice_reason,
    rule.title_en as advice_reason_en,
    advised.clause_id,
    clause.title as clause_title,
    clause.number as clause_number,
    clause.kind as clause_kind,
    clause.is_verified as clause_is_verified,
    standing.card,
    standing.decided_card,
    standing.setting,
    standing.seats_basis,
    advised.seats,
    advised.seats_low,
    advised.seats_high,
    advised.new_seats,
    advised.advised_seats,
    advised.advised_seats - advised.seats as seats_change,
    advised.seats_standing,
    advised.is_residual
from rules.advised_seat as advised
cross join span
left join core.program as program on program.program_id = advised.program_id
left join rules.standing as standing on standing.program_id = advised.program_id
left join core.institution as institution on institution.institution_code = advised.institution_code
left join policy.rule as rule on rule.ruleset = 'advice' and rule.rule_id = advised.rule_id
left join policy.clause as clause on clause.clause_id = advised.clause_id
