-- one row per change of the newest year with any
from marts.setting_change
where year = (select max(year) from marts.setting_change)
order by change, basis, institution_name, major_code, program_id
