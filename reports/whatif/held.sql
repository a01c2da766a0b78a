-- one row per program that keeps its card at every setting
select program_id
from marts.held_card
order by program_id
