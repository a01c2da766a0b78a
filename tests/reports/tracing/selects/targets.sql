-- one row per status of the newest readings
select target_status, count(*) as targets
from marts.target_progress
where is_newest_reading
group by grouping sets ((target_status), ())
