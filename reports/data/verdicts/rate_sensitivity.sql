-- one row per program whose newest judged cohort has more in-house posts than the line: its rate and card without them
from marts.rate_sensitivity
where year = (select max(year) from marts.verdict where is_latest_year) and signal_status = 'above'
order by in_house_share desc nulls last, program_id
