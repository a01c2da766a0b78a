-- one row per year from which the employment rate is counted by other rules than before
select distinct year
from marts.program_year
where is_series_break
order by year
