-- one row per program, year, criterion and asked minimum: the cohort it rests on; pooled cohorts do not overlap
-- The rule has its home in rules.pooled_cohort, where it is explained; the walk repeats for every minimum asked about.
-- One table for both would make each draw and each policy that is only tried walk all these minimums, too.
with recursive small as (
    select distinct asked_window.program_id, asked_window.criterion_id, asked_window.minimum_cohort
    from rules.asked_window as asked_window
    inner join policy.criterion as criterion
        on criterion.criterion_id = asked_window.criterion_id and criterion.pooled = 'once'
    where asked_window.window_years > 1
),

walk as (
    select
        small.program_id,
        small.criterion_id,
        small.minimum_cohort,
        cast(min(asked_window.year) - 1 as integer) as year,
        cast(0 as integer) as used_until
    from small
    inner join rules.asked_window as asked_window using (program_id, criterion_id, minimum_cohort)
    group by small.program_id, small.criterion_id, small.minimum_cohort
    union all
    select
        walk.program_id,
        walk.criterion_id,
        walk.minimum_cohort,
        walk.year + 1 as year,
        case
            when asked_window.covers_from > walk.used_until then walk.year + 1
            else walk.used_until
        end as used_until
    from walk
    inner join rules.judged_until as judged on walk.year < judged.judged_until_year
    left join rules.asked_window as asked_window
        on
            asked_window.program_id = walk.program_id
            and asked_window.criterion_id = walk.criterion_id
            and asked_window.minimum_cohort = walk.minimum_cohort
            and asked_window.year = walk.year + 1
)

select asked_window.*
from rules.asked_window as asked_window
left join small using (program_id, criterion_id, minimum_cohort)
left join walk using (program_id, criterion_id, minimum_cohort, year)
where small.program_id is null or walk.used_until = asked_window.year
