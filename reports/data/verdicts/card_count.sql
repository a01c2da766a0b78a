-- one row per year, level and card: programs and the seats of their newest intake
select
    year,
    level,
    card,
    is_latest_year,
    count(*) as programs,
    cast(sum(seats_affected) as bigint) as seats
from marts.verdict
group by year, level, card, is_latest_year
order by year, level, card
