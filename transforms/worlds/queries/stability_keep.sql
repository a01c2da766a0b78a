insert into drawn.verdict
select $draw, verdict.program_id, verdict.card
from rules.verdict as verdict
inner join marts.verdict as newest
    on newest.program_id = verdict.program_id and newest.year = verdict.year and newest.is_latest_year
