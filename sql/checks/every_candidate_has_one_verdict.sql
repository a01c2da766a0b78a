-- every program-year has exactly one verdict; returns the rows that offend
select spine.program_id, spine.year, count(verdict.program_id) as verdicts
from core.program_spine as spine
inner join rules.judged_until as judged on spine.year <= judged.judged_until_year
left join marts.verdict as verdict on verdict.program_id = spine.program_id and verdict.year = spine.year
group by spine.program_id, spine.year
having count(verdict.program_id) <> 1
