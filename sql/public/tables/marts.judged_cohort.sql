-- one row per program, criterion and range of minimum cohorts under which published counts are judged
select
    program_id,
    year,
    criterion_id,
    minimum_cohort,
    minimum_cohort_to,
    is_adjustable
from marts.judged_cohort
