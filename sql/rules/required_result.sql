-- one row per program and year: the required criterion that speaks for it, and why it is not judged, if it is not
with ranked as (
    select
        criterion_result.*,
        row_number() over (
            partition by program_id, year
            order by
                case
                    when result = 'exempt' then 0
                    when result in ('no_result', 'missing', 'not_offered') then 1
                    when result = 'fail' then 2
                    else 3
                end,
                criterion_id
        ) as preference
    from rules.criterion_result as criterion_result
    where is_required
)

select
    program_id,
    year,
    criterion_id,
    result,
    reason_code
from ranked
where preference = 1
