-- one row per program with a verdict in the last year
select
    program_id,
    institution_name,
    coalesce(district_name, district_code) as district,
    level,
    major_code,
    major_name,
    year,
    card,
    cast(seats_affected as integer) as seats
from marts.verdict
where is_latest_year
order by institution_code, level, major_code, program_id
