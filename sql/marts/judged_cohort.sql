-- one row per program, criterion that must speak for it and range of minimum cohorts under which it is judged
select
    judged.program_id,
    judged.year,
    judged.criterion_id,
    judged.minimum_cohort,
    judged.minimum_cohort_to,
    judged.is_adjustable
from rules.judged_range as judged
left join marts.held_card as held on held.program_id = judged.program_id
where held.program_id is null
union all
select
    program_id,
    year,
    criterion_id,
    0 as minimum_cohort,
    cast(null as bigint) as minimum_cohort_to,
    false as is_adjustable
from marts.held_card
where card <> 'not_judged'
