-- one row per year: divisions of majors in which some program carries a card
select year, count(distinct major_division_name) as divisions
from marts.verdict
where card not in ('none', 'not_judged')
group by year
