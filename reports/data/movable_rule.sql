-- one row per trigger that can be moved: its card, criterion and the values in force, for which levels
with movable as (
    select criterion_id
    from marts.critical_line
    where is_adjustable
    union
    select criterion_id
    from marts.judged_cohort
    where is_adjustable
),

moved as (
    select trigger_criterion.trigger_id, trigger_criterion.criterion_id
    from policy.trigger_criterion as trigger_criterion
    inner join movable on movable.criterion_id = trigger_criterion.criterion_id
),

line as (
    select criterion_id, max(value) as line, string_agg(distinct level, ',' order by level) as levels
    from policy.criterion_line
    where valid_before is null and value is not null
    group by criterion_id
),

minimum as (
    select criterion_id, max(value) as minimum_cohort
    from policy.criterion_minimum
    where valid_before is null and value is not null
    group by criterion_id
)

select
    trigger.trigger_id,
    trigger.title_zh,
    trigger.title_en,
    trigger.card,
    trigger.m as years,
    criterion.criterion_id,
    criterion.title_zh as criterion_zh,
    criterion.title_en as criterion_en,
    line.levels,
    cast(line.line as integer) as line,
    cast(minimum.minimum_cohort as integer) as minimum_cohort
from moved
inner join policy.trigger as trigger on trigger.trigger_id = moved.trigger_id
inner join policy.criterion as criterion on criterion.criterion_id = moved.criterion_id
inner join line on line.criterion_id = moved.criterion_id
inner join minimum on minimum.criterion_id = moved.criterion_id
inner join policy.card as card on card.card = trigger.card
order by criterion.criterion_id, card.severity, trigger.m, trigger.trigger_id
