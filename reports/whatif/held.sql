-- one row per program that keeps its card at every setting
from marts.held_card
order by program_id
