-- one row per program and year: the criterion that speaks for it, and why it is not judged, if it is not
with ranked as (
    select
        criterion_result.*,
        row_number() over (
            partition by program_id, year
            order by
                -- a required criterion speaks before a sign that stands beside; one without a result says so
                case
                    when is_required and result = 'exempt' then 0
                    when is_required and result in ('no_result', 'missing', 'not_offered') then 1
                    when is_required and result = 'fail' then 2
                    when is_required then 3
                    when result = 'exempt' then 4
                    when result = 'fail' then 5
                    when result = 'pass' then 6
                    else 7
                end,
                criterion_id
        ) as preference
    from rules.criterion_result as criterion_result
)

select
    program_id,
    year,
    criterion_id,
    result,
    reason_code
from ranked
where preference = 1
