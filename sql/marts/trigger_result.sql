-- one row per program, trigger and year with a result: what the trigger counted
select
    trigger_result.program_id,
    trigger_result.year,
    trigger_result.trigger_id,
    trigger.card,
    trigger_result.criterion_id,
    trigger_result.is_fired,
    trigger_result.years_counted,
    trigger_result.since_year
from rules.trigger_result as trigger_result
inner join policy.trigger as trigger on trigger.trigger_id = trigger_result.trigger_id
