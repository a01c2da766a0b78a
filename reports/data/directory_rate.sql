-- one row per program and cohort with a rate, told or withheld
select
    program_id,
    year,
    employment_rate,
    employment_rate_status
from marts.program_year
where employment_rate_status is null or employment_rate_status not in ('x', 'z')
order by program_id, year
