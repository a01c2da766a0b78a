-- one row per program, trigger, years and range of minimum cohorts
select program_id, trigger_id, criterion_id, card, years, minimum_cohort, minimum_cohort_to, critical_line, is_adjustable
from marts.critical_line
order by program_id, trigger_id, years, minimum_cohort
