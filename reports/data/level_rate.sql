-- one row per school (or the city), level and cohort: the employment rate of the programs with both counts delivered
from marts.outcome
where outcome_scope = $outcome_scope and graduates is not null
order by outcome_scope_code, level, year
