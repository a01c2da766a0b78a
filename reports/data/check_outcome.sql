-- one row per check, those that found something first
from meta.check_result
order by failures desc, severity desc, check_name
