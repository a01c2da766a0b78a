-- one row per decision on a program of the latest year: the computed card beside the decided one
from marts.verdict
where is_latest_year and decision is not null
order by institution_name, major_code, level, program_id
