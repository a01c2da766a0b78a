-- one row per program, trigger and year in which its card stands: it fired, or a later year has not lifted it
with dated as (
    select
        trigger_result.*,
        trigger_year.passes,
        trigger_year.oldest_year,
        max(trigger_result.year) over (
            partition by trigger_result.program_id, trigger_result.trigger_id order by trigger_result.year
            rows between unbounded preceding and 1 preceding
        ) as result_before,
        min(trigger_result.year) over (
            partition by trigger_result.program_id, trigger_result.trigger_id order by trigger_result.year
            rows between 1 following and unbounded following
        ) as result_after
    from rules.trigger_result as trigger_result
    inner join rules.trigger_year as trigger_year using (trigger_id, year)
    -- a trigger that never fired holds nothing
    inner join (select distinct program_id, trigger_id from rules.trigger_result where is_fired) as ever
        on ever.program_id = trigger_result.program_id and ever.trigger_id = trigger_result.trigger_id
),

-- after so many years without a result what came before is forgotten
remembering as (
    select
        dated.*,
        sum(case when result_before >= oldest_year then 0 else 1 end) over (
            partition by program_id, trigger_id order by year rows between unbounded preceding and current row
        ) as memory
    from dated
),

fired as (
    select
        remembering.*,
        max(case when is_fired then year end) over earlier as fired_year,
        sum(case when is_passing then 0 else 1 end) over earlier as passing_run
    from remembering
    window earlier as (
        partition by program_id, trigger_id, memory order by year rows between unbounded preceding and current row
    )
),

passing as (
    select
        fired.*,
        sum(case when is_passing then 1 else 0 end) over (
            partition by program_id, trigger_id, memory, passing_run order by year
            rows between unbounded preceding and current row
        ) as passes_running
    from fired
),

lifting as (
    select
        passing.*,
        max(case when passes_running >= passes then year end) over (
            partition by program_id, trigger_id, memory order by year
            rows between unbounded preceding and current row
        ) as lifted_year
    from passing
),

standing as (
    select *
    from lifting
    where is_fired or (passes is not null and fired_year > coalesce(lifted_year, 0))
)

select
    standing.program_id,
    standing.trigger_id,
    trigger_year.year,
    trigger_year.card,
    case
        when trigger_year.year = standing.fired_year then 'trigger_fired'
        when standing.year = standing.fired_year then 'status_kept'
        else 'reinstatement_pending'
    end as state,
    standing.fired_year,
    trigger_result.criterion_id,
    trigger_result.years_counted,
    trigger_result.since_year
from standing
-- a year without a result keeps the card (34 CFR 668.602(b)), until the result is too old or the trigger repealed
inner join rules.trigger_year as trigger_year
    on
        trigger_year.trigger_id = standing.trigger_id
        and trigger_year.year >= standing.year
        and (standing.result_after is null or trigger_year.year < standing.result_after)
        and trigger_year.oldest_year <= standing.year
inner join rules.trigger_result as trigger_result
    on
        trigger_result.program_id = standing.program_id
        and trigger_result.trigger_id = standing.trigger_id
        and trigger_result.year = standing.fired_year
