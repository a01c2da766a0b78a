-- one row per school (or the city), level and cohort: the employment rate of the programs with both counts delivered
from marts.outcome
where outcome_scope = $outcome_scope and employment_rate_status is distinct from 'x'
order by outcome_scope_code, level, year
