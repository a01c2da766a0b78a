-- one row per program, trigger, years and range of minimum cohorts: from which line on the card stands in the last year
with place as (
    select
        criterion_id,
        minimum_cohort,
        row_number() over (partition by criterion_id order by minimum_cohort) as place
    from (select distinct criterion_id, minimum_cohort from rules.asked_cohort) as asked
),

-- minimum cohorts that lie side by side and give the same line are one row
ranged as (
    select
        line.program_id,
        line.trigger_id,
        adjustable.criterion_id,
        adjustable.card,
        line.years,
        line.minimum_cohort,
        line.critical_line,
        place.place - row_number() over (
            partition by line.program_id, line.trigger_id, line.years, line.critical_line order by place.place
        ) as island
    from rules.critical_line as line
    inner join rules.adjustable as adjustable on adjustable.trigger_id = line.trigger_id
    inner join place
        on place.criterion_id = adjustable.criterion_id and place.minimum_cohort = line.minimum_cohort
),

stated as (
    select
        program_id, trigger_id, criterion_id, card, years,
        min(minimum_cohort) as minimum_cohort,
        max(minimum_cohort) as minimum_cohort_to,
        critical_line,
        true as is_adjustable
    from ranged
    group by program_id, trigger_id, criterion_id, card, years, critical_line, island
    union all
    -- the card of a rule that cannot be moved stands at every line
    select
        state.program_id, state.trigger_id, state.criterion_id, state.card, trigger.m as years,
        0 as minimum_cohort, cast(null as bigint) as minimum_cohort_to, 0 as critical_line, false as is_adjustable
    from rules.trigger_state as state
    inner join policy.trigger as trigger on trigger.trigger_id = state.trigger_id
    inner join rules.judged_until as judged on state.year = judged.judged_until_year
    left join rules.adjustable as adjustable on adjustable.trigger_id = state.trigger_id
    where adjustable.trigger_id is null
)

select
    stated.program_id,
    judged.judged_until_year as year,
    stated.trigger_id,
    stated.criterion_id,
    stated.card,
    stated.years,
    stated.minimum_cohort,
    stated.minimum_cohort_to,
    stated.critical_line,
    stated.is_adjustable
from stated
cross join rules.judged_until as judged
inner join core.program_spine as spine
    on spine.program_id = stated.program_id and spine.year = judged.judged_until_year
left join rules.required_result as required
    on required.program_id = stated.program_id and required.year = judged.judged_until_year
-- an exempt program holds no card while it is exempt
where required.result is distinct from 'exempt'
