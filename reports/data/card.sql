-- one row per card of the ladder, the heaviest first
select card, zh, en, action_zh, action_en, severity
from policy.card
order by severity desc
