-- one row per program and cohort: the employment rate as a fraction with both counts
select
    program_id,
    year,
    employment_rate,
    placed,
    graduates
from marts.program_year
where employment_rate is not null
order by program_id, year
