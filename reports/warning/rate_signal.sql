-- one row per program, year and signal: of the newest judged year, and of every year in which it stands above its line
select
    signal.program_id,
    signal.year,
    newest.year = signal.year as is_newest,
    signal.institution_name,
    signal.level,
    signal.major_code,
    signal.major_name,
    signal.signal,
    signal.value,
    signal.value_status,
    signal.value_year_before,
    signal.value_year_before_status,
    signal.line,
    signal.signal_status
from marts.rate_signal as signal
cross join (select max(year) as year from marts.verdict where is_latest_year) as newest
where signal.year = newest.year or (signal.signal_status = 'above' and signal.year < newest.year)
order by
    signal.signal,
    coalesce(signal.value, 0) - coalesce(signal.value_year_before, 0) desc,
    signal.program_id,
    signal.year desc
