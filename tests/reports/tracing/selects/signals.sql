-- one row per year: shares that leapt
select
    year,
    count(*) filter (where signal_status = 'above' and signal <> 'in_house_posts') as leaps
from marts.rate_signal
group by year
