-- one row per year: programs that keep their card at every line
select year, count(*) as programs
from marts.held_card
group by year
