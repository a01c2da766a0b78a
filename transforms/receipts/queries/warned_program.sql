-- a program of the most severe card of the latest year, one judged on a ratio first
select verdict.program_id
from marts.verdict as verdict
inner join policy.card as card on card.card = verdict.card
where verdict.is_latest_year and verdict.trigger_id is not null
order by verdict.numerator is null, card.severity desc, verdict.seats_affected desc nulls last, verdict.program_id
limit 1
