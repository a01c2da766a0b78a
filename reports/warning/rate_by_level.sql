-- one row per level and year: the employment rate of the programs for which both counts were delivered
select
    level,
    year,
    employment_rate,
    employment_rate_status
from marts.outcome
where outcome_scope = 'city' and graduates is not null
order by level, year
