-- one row per reason and level: programs of the latest year without a verdict
select
    reason_code,
    level,
    count(*) as programs
from marts.verdict
where is_latest_year and card = 'not_judged'
group by reason_code, level
order by programs desc, reason_code, level
