-- one row per card of the ladder, the heaviest first
from policy.card
order by severity desc
