-- one row per listed program and year: the result of the criterion that its card rests on
select
    result.program_id,
    result.year,
    result.result,
    result.value,
    result.value_status,
    result.line,
    result.line_unit,
    result.covers_from
from marts.criterion_result as result
inner join marts.verdict as verdict
    on
        verdict.program_id = result.program_id
        and verdict.criterion_id = result.criterion_id
        and verdict.is_latest_year
inner join policy.card as card on card.card = verdict.card and card.severity > 0
where result.year <= verdict.year
order by result.program_id, result.year
