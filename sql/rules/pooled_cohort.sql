-- one row per program, year and criterion with a result: the cohort it rests on; pooled cohorts do not overlap
-- The home of the rule of windows (docs/decisions/pooled-cohorts.md); rules.asked_pool repeats the walk for minimums that are
-- asked about.
with recursive small as (
    -- only programs that need pooling walk through the years
    select distinct chosen.program_id, chosen.criterion_id
    from rules.cohort_window as chosen
    inner join policy.criterion as criterion
        on criterion.criterion_id = chosen.criterion_id and criterion.pooled = 'once'
    where chosen.window_years > 1
),

walk as (
    select
        small.program_id,
        small.criterion_id,
        cast(min(chosen.year) - 1 as integer) as year,
        cast(0 as integer) as used_until
    from small
    inner join rules.cohort_window as chosen on chosen.program_id = small.program_id and chosen.criterion_id = small.criterion_id
    group by small.program_id, small.criterion_id
    union all
    -- a pooled cohort gives one verdict and is never counted as several years (method.md §3.2)
    select
        walk.program_id,
        walk.criterion_id,
        walk.year + 1 as year,
        case when chosen.covers_from > walk.used_until then walk.year + 1 else walk.used_until end as used_until
    from walk
    inner join rules.judged_until as judged on walk.year < judged.judged_until_year
    left join rules.cohort_window as chosen
        on
            chosen.program_id = walk.program_id
            and chosen.criterion_id = walk.criterion_id
            and chosen.year = walk.year + 1
)

select chosen.*
from rules.cohort_window as chosen
left join small on small.program_id = chosen.program_id and small.criterion_id = chosen.criterion_id
left join walk
    on
        walk.program_id = chosen.program_id
        and walk.criterion_id = chosen.criterion_id
        and walk.year = chosen.year
where small.program_id is null or walk.used_until = chosen.year
