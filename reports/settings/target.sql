-- one row per target: its newest reading, or the value to reach where none was reported
select
    target_code,
    target_name,
    target_clause,
    target_unit,
    year,
    due_year,
    due_value,
    actual_value,
    target_share,
    expected_value,
    reached_year,
    target_status
from marts.target_progress
where is_newest_reading
order by due_year, target_clause, target_name, target_code
