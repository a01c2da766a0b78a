select *
from marts.rate_sensitivity
where program_id = $program and year = $year and signal_status = 'above'
