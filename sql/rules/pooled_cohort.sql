-- one row per program, year and criterion with a result: the cohort it rests on; pooled cohorts do not overlap
-- The home of the rule of windows (docs/decisions/pooled-cohorts.md). rules.asked_pool repeats the walk for minimums that
-- are asked about: what judges again, a thousand draws among it, needs the one in force and would pay for them all.
with recursive ranked as (
    select
        counted.*,
        row_number() over (
            partition by counted.program_id, counted.year, counted.criterion_id order by counted.window_years
        ) as preference
    from rules.counted_window as counted
    inner join rules.criterion_year as criterion_year using (criterion_id, level, year)
    where counted.denominator > 0 and counted.denominator >= criterion_year.minimum_cohort
),

-- the shortest window in which the cohort is large enough
chosen as (
    select program_id, year, criterion_id, window_years, covers_from, numerator, denominator
    from ranked
    where preference = 1
),

small as (
    -- only programs that need pooling walk through the years
    select distinct chosen.program_id, chosen.criterion_id
    from chosen
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
    inner join chosen on chosen.program_id = small.program_id and chosen.criterion_id = small.criterion_id
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
    left join chosen
        on
            chosen.program_id = walk.program_id
            and chosen.criterion_id = walk.criterion_id
            and chosen.year = walk.year + 1
)

select chosen.*
from chosen
left join small on small.program_id = chosen.program_id and small.criterion_id = chosen.criterion_id
left join walk
    on
        walk.program_id = chosen.program_id
        and walk.criterion_id = chosen.criterion_id
        and walk.year = chosen.year
where small.program_id is null or walk.used_until = chosen.year
