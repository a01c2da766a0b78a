-- one row per year and level: employment of the city
select year, level, employment_rate, matched_rate, graduates, placed
from marts.outcome
where outcome_scope = 'city'
