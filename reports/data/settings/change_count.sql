-- one row per year, change and basis
select
    year,
    change,
    basis,
    count(*) as programs
from marts.setting_change
group by year, change, basis
order by year, change, basis
