-- one row per program, criterion and range of minimum cohorts under which it is judged
from marts.judged_cohort
order by program_id, criterion_id, minimum_cohort
