-- one row per program, trigger, years and range of minimum cohorts: from which line on the card stands in the last year
select
    line.program_id,
    line.year,
    line.trigger_id,
    line.criterion_id,
    line.card,
    line.years,
    line.minimum_cohort,
    line.minimum_cohort_to,
    line.critical_line,
    line.is_adjustable
from rules.line_range as line
left join marts.held_card as held on held.program_id = line.program_id
where held.program_id is null
union all
-- a card that is held stands at every line
select
    held.program_id,
    held.year,
    held.trigger_id,
    held.criterion_id,
    held.card,
    trigger.m as years,
    0 as minimum_cohort,
    cast(null as bigint) as minimum_cohort_to,
    0 as critical_line,
    false as is_adjustable
from marts.held_card as held
inner join policy.trigger as trigger on trigger.trigger_id = held.trigger_id
