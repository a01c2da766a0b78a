-- one row per program, criterion and range of minimum cohorts under which it is judged
select program_id, criterion_id, minimum_cohort, minimum_cohort_to, is_adjustable
from marts.judged_cohort
order by program_id, criterion_id, minimum_cohort
