-- one row per division of majors and card in the latest year
select
    major_division_name,
    card,
    count(*) as programs
from marts.verdict
where is_latest_year
group by major_division_name, card
order by major_division_name, card
