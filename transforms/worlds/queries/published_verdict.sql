-- one row per program and year judged here: the card that is published
create table published.marts.verdict as
select judged.* replace (exact.card as card)
from marts.verdict as judged
inner join exact.marts.verdict as exact on exact.program_id = judged.program_id and exact.year = judged.year
