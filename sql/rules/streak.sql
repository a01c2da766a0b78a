-- one row per program, criterion and year with a result: how many failing (or passing) results run up to it
with calculated as (
    select
        criterion_result.program_id,
        criterion_result.criterion_id,
        criterion_result.year,
        criterion_result.covers_from,
        criterion_result.result,
        row_number() over (partition by program_id, criterion_id order by year) as result_number,
        row_number() over (partition by program_id, criterion_id, result order by year) as number_of_its_kind,
        max(year) over (
            partition by program_id, criterion_id, result
            order by year
            rows between unbounded preceding and 1 preceding
        ) as year_before_of_its_kind
    from rules.criterion_result as criterion_result
    where result in ('fail', 'pass')
),

run as (
    select
        calculated.*,
        -- results that follow each other among the calculated ones share a difference of numbers
        result_number - number_of_its_kind as calculated_run,
        -- on the calendar a year without a result ends the run; a pooled cohort reaches back over its own years
        sum(case when year_before_of_its_kind = covers_from - 1 then 0 else 1 end) over (
            partition by program_id, criterion_id, result
            order by year
            rows between unbounded preceding and current row
        ) as calendar_run
    from calculated
)

select
    program_id,
    criterion_id,
    year,
    covers_from,
    result,
    result_number,
    count(*) over (
        partition by program_id, criterion_id, result, calendar_run
        order by year rows between unbounded preceding and current row
    ) as calendar_years_counted,
    min(covers_from) over (
        partition by program_id, criterion_id, result, calendar_run
        order by year rows between unbounded preceding and current row
    ) as calendar_since_year,
    count(*) over (
        partition by program_id, criterion_id, result, calculated_run
        order by year rows between unbounded preceding and current row
    ) as calculated_years_counted,
    min(covers_from) over (
        partition by program_id, criterion_id, result, calculated_run
        order by year rows between unbounded preceding and current row
    ) as calculated_since_year
from run
