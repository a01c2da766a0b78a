-- one row per year and level: employment of the city
select year, level, employment_rate, matched_rate, graduates, placed, stand_ins + small_parts as estimated
from marts.outcome
where outcome_scope = 'city'
