-- one row per language, line of the what-if page and years: programs below the line so many years running
with line as (
    select criterion_id, max(value) as line
    from policy.criterion_line
    where valid_before is null and value is not null
    group by criterion_id
),

asked as (
    select line.criterion_id, unnest(range(offered.lowest_line, offered.highest_line + 1, offered.shown_step)) as line
    from line
    cross join policy.offered_line as offered
    union
    select criterion_id, line
    from line
),

-- the table is of the lightest card of a criterion
lightest as (
    select
        of_trigger.criterion_id,
        arg_min(trigger.trigger_id, (card.severity, trigger.m, trigger.trigger_id)) as trigger_id
    from policy.trigger_criterion as of_trigger
    inner join policy.trigger as trigger on trigger.trigger_id = of_trigger.trigger_id
    inner join policy.card as card on card.card = trigger.card
    group by of_trigger.criterion_id
),

reached as (
    select critical.criterion_id, critical.years, critical.program_id, critical.critical_line
    from marts.critical_line as critical
    inner join lightest on lightest.trigger_id = critical.trigger_id
    inner join policy.criterion_minimum as minimum on minimum.criterion_id = critical.criterion_id
    where
        critical.is_adjustable
        and minimum.valid_before is null
        and minimum.value between critical.minimum_cohort and critical.minimum_cohort_to
),

years as (
    select years
    from policy.offered_years
    union
    select trigger.m as years
    from policy.trigger as trigger
    inner join lightest on lightest.trigger_id = trigger.trigger_id
),

counted as (
    select asked.criterion_id, asked.line, years.years, count(distinct reached.program_id) as programs
    from asked
    cross join years
    left join reached
        on
            reached.criterion_id = asked.criterion_id
            and reached.years = years.years
            and reached.critical_line <= asked.line
    group by asked.criterion_id, asked.line, years.years
)

select
    unnest([criterion.title_zh, criterion.title_en]) as criterion,
    concat(format('{:g}', counted.line / 100), '%') as line,
    unnest([concat('连续', counted.years, '年'), concat(counted.years, ' year')]) as running,
    counted.programs
from counted
inner join policy.criterion as criterion on criterion.criterion_id = counted.criterion_id
