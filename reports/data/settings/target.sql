-- one row per target: its newest reading, or the value to reach where none was reported
from marts.target_progress
where is_newest_reading
order by due_year, target_clause, target_name, target_code
