-- one row per card that is held until enough passes follow
select card, passes, clause_id
from policy.reinstatement
order by card
