-- one row per program, trigger, years and range of minimum cohorts: the line at which published counts give the card
select
    program_id,
    year,
    trigger_id,
    criterion_id,
    card,
    years,
    minimum_cohort,
    minimum_cohort_to,
    critical_line,
    is_adjustable
from marts.critical_line
