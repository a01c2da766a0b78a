-- one row per program, trigger, years and range of minimum cohorts
from marts.critical_line
order by program_id, trigger_id, years, minimum_cohort
