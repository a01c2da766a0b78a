-- with nothing taken out, judging again gives the card of the verdict; returns the rows that offend
select again.program_id, again.year, again.card as card_again, verdict.card
from rules.card_without as again
left join rules.verdict as verdict on verdict.program_id = again.program_id and verdict.year = again.year
where again.taken_out = 'nothing' and again.card is distinct from verdict.card
