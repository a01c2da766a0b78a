-- one row per program, year and signal: of the newest judged year, and of every year in which it is above its line
from marts.rate_signal
cross join (select max(year) as newest_year from marts.verdict where is_latest_year)
where year = newest_year or (year < newest_year and signal_status = 'above')
order by signal, coalesce(value, 0) - coalesce(value_year_before, 0) desc, program_id, year desc
