-- one row per program and cohort with a rate, published or withheld
from marts.program_year
where employment_rate_status is null or employment_rate_status not in ('x', 'z')
order by program_id, year
