-- one row per school, level and cohort: the employment rate of the programs for which both counts were delivered
select
    outcome_scope_code as institution_code,
    level,
    year,
    employment_rate,
    employment_rate_status
from marts.outcome
where outcome_scope = 'institution' and graduates is not null
order by outcome_scope_code, level, year
