-- one row per program, trigger and year with a result: whether it fires and what it counted
with asked as (
    select
        trigger_year.*,
        streak.program_id,
        streak.criterion_id,
        streak.result,
        streak.result_number,
        streak.calculated_run,
        streak.calendar_years_counted,
        streak.calendar_since_year
    from rules.trigger_year as trigger_year
    inner join policy.trigger_criterion as trigger_criterion
        on trigger_criterion.trigger_id = trigger_year.trigger_id
    inner join rules.streak as streak
        on streak.criterion_id = trigger_criterion.criterion_id and streak.year = trigger_year.year
    where trigger_year.over <> 'criteria_of_one_year'
),

running as (
    -- so many failing results running on the calendar
    select
        trigger_id, program_id, criterion_id, year, m, result,
        case when result = 'fail' then calendar_years_counted else 0 end as fails,
        case when result = 'fail' then calendar_since_year end as since_year
    from asked
    where over = 'calendar_years' and m = n
),

among as (
    -- so many among the last n years or calculated years, or running among the calculated ones
    select
        asked.trigger_id, asked.program_id, asked.criterion_id, asked.year, asked.m, asked.result,
        count(case when earlier.result = 'fail' then 1 end) as fails,
        min(case when earlier.result = 'fail' then earlier.covers_from end) as since_year
    from asked
    inner join rules.streak as earlier
        on
            earlier.program_id = asked.program_id
            and earlier.criterion_id = asked.criterion_id
            and earlier.year <= asked.year
            and (
                (asked.over = 'calendar_years' and earlier.year > asked.year - asked.n)
                or (
                    asked.over = 'calculated_years'
                    and earlier.year >= asked.oldest_year
                    and (
                        (asked.m < asked.n and earlier.result_number > asked.result_number - asked.n)
                        or (asked.m = asked.n and earlier.calculated_run = asked.calculated_run)
                    )
                )
            )
    where asked.over = 'calculated_years' or asked.m < asked.n
    group by asked.trigger_id, asked.program_id, asked.criterion_id, asked.year, asked.m, asked.result
),

of_one_year as (
    select
        trigger_year.trigger_id,
        criterion_result.program_id,
        min(case when criterion_result.result = 'fail' then criterion_result.criterion_id end) as criterion_id,
        trigger_year.year,
        trigger_year.m,
        count(case when criterion_result.result = 'fail' then 1 end) as fails,
        count(case when criterion_result.result = 'pass' then 1 end) as passes,
        count(*) as criteria
    from rules.trigger_year as trigger_year
    inner join policy.trigger_criterion as trigger_criterion
        on trigger_criterion.trigger_id = trigger_year.trigger_id
    inner join rules.criterion_result as criterion_result
        on
            criterion_result.criterion_id = trigger_criterion.criterion_id
            and criterion_result.year = trigger_year.year
    where trigger_year.over = 'criteria_of_one_year'
    group by trigger_year.trigger_id, criterion_result.program_id, trigger_year.year, trigger_year.m
)

select trigger_id, program_id, criterion_id, year, fails >= m as is_fired, result = 'pass' as is_passing, fails as years_counted, since_year
from running
union all
select trigger_id, program_id, criterion_id, year, fails >= m as is_fired, result = 'pass' as is_passing, fails as years_counted, since_year
from among
union all
select trigger_id, program_id, criterion_id, year, fails >= m as is_fired, fails < m as is_passing, fails as years_counted, year as since_year
from of_one_year
-- while the criteria without a result could still decide it, the year has none
where fails >= m or criteria - passes < m
