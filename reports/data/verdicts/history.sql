-- one row per listed program and year: the result of the criterion that its card rests on
from marts.criterion_result as result
semi join (from marts.verdict inner join policy.card using (card) where is_latest_year and severity > 0) as listed
    on listed.program_id = result.program_id and listed.criterion_id = result.criterion_id and listed.year >= result.year
order by program_id, year
