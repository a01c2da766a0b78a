-- one row per program, trigger and year with a result: whether it fires and what it counted
with recent as (
    -- failing results among the last n, by calendar years or by calculated years
    select
        trigger.trigger_id,
        streak.program_id,
        streak.criterion_id,
        streak.year,
        count(case when earlier.result = 'fail' then 1 end) as fails,
        min(case when earlier.result = 'fail' then earlier.covers_from end) as since_year
    from policy.trigger as trigger
    inner join policy.trigger_criterion as trigger_criterion
        on trigger_criterion.trigger_id = trigger.trigger_id
    inner join rules.streak as streak on streak.criterion_id = trigger_criterion.criterion_id
    cross join policy.policy as policy
    inner join rules.streak as earlier
        on
            earlier.program_id = streak.program_id
            and earlier.criterion_id = streak.criterion_id
            and earlier.year <= streak.year
            and (
                (trigger.over = 'calendar_years' and earlier.year > streak.year - trigger.n)
                or (
                    trigger.over = 'calculated_years'
                    and earlier.result_number > streak.result_number - trigger.n
                    -- a result older than that is disregarded (34 CFR 668.602(c))
                    and earlier.year > streak.year - policy.stale_after_years
                )
            )
    where trigger.over <> 'criteria_of_one_year'
    group by trigger.trigger_id, streak.program_id, streak.criterion_id, streak.year
),

over_years as (
    select
        recent.trigger_id,
        recent.program_id,
        recent.criterion_id,
        recent.year,
        case
            when trigger.m < trigger.n then recent.fails >= trigger.m
            when trigger.over = 'calendar_years' then streak.result = 'fail' and streak.calendar_years_counted >= trigger.m
            else streak.result = 'fail' and recent.fails >= trigger.m
        end as is_fired,
        case
            when trigger.m < trigger.n then recent.fails
            when streak.result <> 'fail' then 0
            when trigger.over = 'calendar_years' then streak.calendar_years_counted
            else streak.calculated_years_counted
        end as years_counted,
        case
            when trigger.m < trigger.n then recent.since_year
            when streak.result <> 'fail' then null
            when trigger.over = 'calendar_years' then streak.calendar_since_year
            else streak.calculated_since_year
        end as since_year
    from recent
    inner join policy.trigger as trigger on trigger.trigger_id = recent.trigger_id
    inner join rules.streak as streak
        on
            streak.program_id = recent.program_id
            and streak.criterion_id = recent.criterion_id
            and streak.year = recent.year
),

of_one_year as (
    select
        trigger.trigger_id,
        criterion_result.program_id,
        min(case when criterion_result.result = 'fail' then criterion_result.criterion_id end) as criterion_id,
        criterion_result.year,
        count(case when criterion_result.result = 'fail' then 1 end) >= trigger.m as is_fired,
        count(case when criterion_result.result = 'fail' then 1 end) as years_counted,
        criterion_result.year as since_year
    from policy.trigger as trigger
    inner join policy.trigger_criterion as trigger_criterion
        on trigger_criterion.trigger_id = trigger.trigger_id
    inner join rules.criterion_result as criterion_result
        on criterion_result.criterion_id = trigger_criterion.criterion_id
    where trigger.over = 'criteria_of_one_year' and criterion_result.result in ('fail', 'pass')
    group by trigger.trigger_id, trigger.m, criterion_result.program_id, criterion_result.year
)

select trigger_id, program_id, criterion_id, year, is_fired, years_counted, since_year from over_years
union all
select trigger_id, program_id, criterion_id, year, is_fired, years_counted, since_year from of_one_year
