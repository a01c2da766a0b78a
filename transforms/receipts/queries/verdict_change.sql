-- how a verdict differs from that of the release before
select *
from marts.verdict_change
where program_id = $program and year = $year
