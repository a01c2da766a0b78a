-- one row per program that fails in turn and similar program of its school
select
    program_id,
    institution_name,
    level,
    major_code,
    major_name,
    other_major_name,
    is_same_class,
    is_near_name,
    decided_card,
    years_counted,
    judged_rate,
    judged_rate_status,
    other_judged_rate,
    other_judged_rate_status,
    supply_demand_ratio,
    supply_demand_ratio_status
from marts.similar_program
where is_similar_in_school and is_failing_in_turn
order by institution_name, major_code, program_id, other_major_name
