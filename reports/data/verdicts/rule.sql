-- one row per trigger, criterion and line in force on the day: the rule with its legal basis
with line as (
    select
        criterion_id,
        value,
        valid_from,
        clause_id,
        string_agg(level, ',' order by level) as levels
    from policy.criterion_line
    where valid_from <= $as_of and (valid_before is null or valid_before > $as_of) and value is not null
    group by criterion_id, value, valid_from, clause_id
),

minimum as (
    select criterion_id, max(value) as minimum_cohort
    from policy.criterion_minimum
    where valid_from <= $as_of and (valid_before is null or valid_before > $as_of)
    group by criterion_id
),

longest as (
    select criterion_id, max(window_years) as longest_window
    from policy.criterion_window
    group by criterion_id
)

select
    trigger.trigger_id,
    trigger.title_zh,
    trigger.title_en,
    trigger.over,
    trigger.m,
    trigger.n,
    trigger.card,
    card.action_zh,
    card.action_en,
    criterion.criterion_id,
    criterion.title_zh as criterion_zh,
    criterion.title_en as criterion_en,
    criterion.indicator,
    criterion.observation,
    criterion.fails_when,
    criterion.unit,
    line.value as line,
    line.valid_from as line_valid_from,
    line.levels,
    line.clause_id as line_clause_id,
    minimum.minimum_cohort,
    longest.longest_window,
    trigger.clause_id
from policy.trigger as trigger
inner join policy.card as card on card.card = trigger.card
inner join policy.trigger_criterion as trigger_criterion on trigger_criterion.trigger_id = trigger.trigger_id
inner join policy.criterion as criterion on criterion.criterion_id = trigger_criterion.criterion_id
left join line on line.criterion_id = criterion.criterion_id
left join minimum on minimum.criterion_id = criterion.criterion_id
left join longest on longest.criterion_id = criterion.criterion_id
where trigger.valid_from <= $as_of and (trigger.valid_before is null or trigger.valid_before > $as_of)
order by card.severity desc, trigger.trigger_id, criterion.criterion_id, line.levels
