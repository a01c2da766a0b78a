-- what shows the cause of a change, the nearest first
select *
from marts.change_evidence
where program_id = $program and year = $year
order by evidence_number
