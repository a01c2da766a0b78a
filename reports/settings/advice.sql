-- one row per program, or per seats left over: what is advised for the next intake
select
    enrolment_year,
    program_id,
    institution_code,
    institution_name,
    level,
    major_code,
    major_name,
    advice,
    rule_id,
    advice_reason as reason_zh,
    advice_reason_en as reason_en,
    seats,
    seats_low,
    seats_high,
    new_seats,
    advised_seats,
    seats_change,
    seats_standing,
    is_residual
from marts.enrolment_advice
order by level, institution_name, major_code, program_id
