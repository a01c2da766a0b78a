-- every card cites a clause; returns the rows that offend
select program_id, year, card
from marts.verdict
where card in ('yellow', 'orange', 'red', 'exit') and clause_title is null
