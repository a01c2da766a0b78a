-- one row per program and judged year: its card with the result of the criterion its newest verdict rests on
select
    verdict.program_id,
    verdict.year,
    verdict.card,
    verdict.decided_card,
    verdict.reason_code,
    result.result,
    result.numerator,
    result.numerator_status,
    result.denominator,
    result.denominator_status,
    result.value,
    result.value_status,
    result.value_at_least,
    result.value_at_most,
    result.line,
    result.line_unit,
    result.line_valid_from,
    coalesce(result.covers_from, verdict.year) as covers_from
from marts.verdict as verdict
inner join marts.verdict as newest on newest.program_id = verdict.program_id and newest.is_latest_year
left join marts.criterion_result as result
    on
        result.program_id = verdict.program_id
        and result.year = verdict.year
        and result.criterion_id = newest.criterion_id
where verdict.year <= newest.year
order by verdict.program_id, verdict.year
