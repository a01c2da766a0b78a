-- one row per program, criterion and year with a result: how many failing (or passing) results run up to it
with calculated as (
    select
        program_id,
        criterion_id,
        year,
        covers_from,
        result,
        row_number() over (partition by program_id, criterion_id order by year) as result_number,
        max(year) over (
            partition by program_id, criterion_id order by year
            rows between unbounded preceding and 1 preceding
        ) as year_before,
        max(year) over (
            partition by program_id, criterion_id, result order by year
            rows between unbounded preceding and 1 preceding
        ) as year_before_of_its_kind
    from rules.criterion_result
    where result in ('fail', 'pass')
),

begun as (
    select
        calculated.*,
        case when year_before_of_its_kind = year_before then 0 else 1 end as begins_calculated,
        -- on the calendar a year without a result ends the run; a pooled cohort reaches back over its own years
        case when year_before_of_its_kind = year_before and year_before >= covers_from - 1 then 0 else 1 end
            as begins_calendar
    from calculated
),

run as (
    select
        begun.*,
        cast(sum(begins_calculated) over earlier as bigint) as calculated_run,
        cast(sum(begins_calendar) over earlier as bigint) as calendar_run
    from begun
    window earlier as (
        partition by program_id, criterion_id order by year rows between unbounded preceding and current row
    )
)

select
    program_id,
    criterion_id,
    year,
    covers_from,
    result,
    result_number,
    calculated_run,
    count(*) over (
        partition by program_id, criterion_id, calendar_run
        order by year rows between unbounded preceding and current row
    ) as calendar_years_counted,
    min(covers_from) over (
        partition by program_id, criterion_id, calendar_run
        order by year rows between unbounded preceding and current row
    ) as calendar_since_year
from run
