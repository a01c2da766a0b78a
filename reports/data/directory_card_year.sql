-- one row per school, year and card: how many of its programs carried it
select
    institution_code,
    year,
    card,
    count(*) as programs
from marts.verdict
group by institution_code, year, card
order by institution_code, year, card
