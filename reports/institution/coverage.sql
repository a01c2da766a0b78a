-- one row per program and cohort year that was due: whether its destinations came and whether its rate is told
select
    program_id,
    institution_code,
    level,
    major_name,
    year,
    employment_status = 'delivered' as is_delivered,
    employment_rate is not null as is_told
from marts.program_year
where
    employment_status <> 'not_offered'
    and year <= (select max(year) from marts.program_year where employment_status = 'delivered')
order by institution_code, year, program_id
