select *
from marts.verdict
where program_id = $program and (year = $year or ($year is null and is_latest_year))
