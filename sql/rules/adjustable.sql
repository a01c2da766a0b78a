-- one row per trigger of so many years running below a fixed line: its line, years and minimum cohort can be moved
with displayed as (
    select max(value) as minimum_cohort
    from policy.parameter
    where parameter = 'disclosure_min_cohort'
),

stated as (
    select criterion_id, min(value) as least_minimum
    from policy.criterion_minimum
    group by criterion_id
    -- one setting stands for all levels where their newest values are the same
    having count(distinct case when valid_before is null then value end) = 1
),

lined as (
    select criterion_id
    from policy.criterion_line
    where valid_before is null and value = floor(value)
    group by criterion_id
    having count(distinct value) = 1
),

asked as (
    select
        trigger.trigger_id,
        criterion.criterion_id,
        trigger.card,
        trigger.over,
        trigger.m,
        coalesce(
            trigger.over in ('calendar_years', 'calculated_years')
            and trigger.m = trigger.n
            and criterion.fails_when in ('below', 'at_or_below')
            and criterion.unit = 'bp'
            and lined.criterion_id is not null
            -- a line is asked of no cohort whose rate is withheld
            and stated.least_minimum >= displayed.minimum_cohort,
            false
        ) as is_comparable
    from policy.trigger as trigger
    inner join policy.trigger_criterion as trigger_criterion on trigger_criterion.trigger_id = trigger.trigger_id
    inner join policy.criterion as criterion on criterion.criterion_id = trigger_criterion.criterion_id
    left join stated on stated.criterion_id = criterion.criterion_id
    left join lined on lined.criterion_id = criterion.criterion_id
    cross join displayed
),

-- a line that another kind of trigger reads too would move more than is compared
wholly as (
    select criterion_id
    from asked
    group by criterion_id
    having count(*) = count(case when is_comparable then 1 end)
)

select asked.trigger_id, asked.criterion_id, asked.card, asked.over, asked.m
from asked
inner join wholly on wholly.criterion_id = asked.criterion_id
