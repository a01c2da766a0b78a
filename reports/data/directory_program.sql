-- one row per program: its latest verdict beside its newest employment rate and intake plan
from marts.verdict
left join (
    select
        program_id,
        max(year) as rate_year,
        arg_max_null(employment_rate, year) as employment_rate,
        arg_max_null(employment_rate_status, year) as employment_rate_status,
        arg_max_null(employment_rate_at_least, year) as employment_rate_at_least,
        arg_max_null(employment_rate_at_most, year) as employment_rate_at_most
    from marts.program_year
    where employment_rate_status is null or employment_rate_status not in ('x', 'z')
    group by program_id
) using (program_id)
where is_latest_year
order by institution_code, level, major_code, program_id
