-- every criterion has exactly one result for every program-year it applies to; returns the rows that offend
select candidate.program_id, candidate.year, candidate.criterion_id, count(result.program_id) as results
from rules.candidate as candidate
left join rules.criterion_result as result
    on
        result.program_id = candidate.program_id
        and result.year = candidate.year
        and result.criterion_id = candidate.criterion_id
        and result.result is not null
group by candidate.program_id, candidate.year, candidate.criterion_id
having count(result.program_id) <> 1
