-- one row per program, year and criterion with a result: the cohort it rests on; pooled cohorts do not overlap
with recursive small as (
    -- only programs that need pooling walk through the years
    select distinct cohort_window.program_id, cohort_window.criterion_id
    from rules.cohort_window as cohort_window
    inner join policy.criterion as criterion
        on criterion.criterion_id = cohort_window.criterion_id and criterion.pooled = 'once'
    where cohort_window.window_years > 1
),

walk as (
    select
        small.program_id,
        small.criterion_id,
        cast(min(cohort_window.year) - 1 as integer) as year,
        cast(0 as integer) as used_until
    from small
    inner join rules.cohort_window as cohort_window
        on cohort_window.program_id = small.program_id and cohort_window.criterion_id = small.criterion_id
    group by small.program_id, small.criterion_id
    union all
    -- a pooled cohort gives one verdict and is never counted as several years (method.md §3.2)
    select
        walk.program_id,
        walk.criterion_id,
        walk.year + 1 as year,
        case
            when cohort_window.covers_from > walk.used_until then walk.year + 1
            else walk.used_until
        end as used_until
    from walk
    inner join rules.judged_until as judged on walk.year < judged.judged_until_year
    left join rules.cohort_window as cohort_window
        on
            cohort_window.program_id = walk.program_id
            and cohort_window.criterion_id = walk.criterion_id
            and cohort_window.year = walk.year + 1
)

select
    cohort_window.program_id,
    cohort_window.year,
    cohort_window.criterion_id,
    cohort_window.window_years,
    cohort_window.covers_from,
    cohort_window.numerator,
    cohort_window.denominator
from rules.cohort_window as cohort_window
left join small
    on small.program_id = cohort_window.program_id and small.criterion_id = cohort_window.criterion_id
left join walk
    on
        walk.program_id = cohort_window.program_id
        and walk.criterion_id = cohort_window.criterion_id
        and walk.year = cohort_window.year
where small.program_id is null or walk.used_until = cohort_window.year
