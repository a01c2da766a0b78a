-- one row per program and cohort year that was due
from marts.program_year
where
    employment_status <> 'not_offered'
    and year <= (select max(year) from marts.program_year where employment_status = 'delivered')
order by institution_code, year, program_id
