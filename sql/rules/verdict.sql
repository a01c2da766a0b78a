-- one row per program and year: the card, the trigger that gave it, or why there is none
with held as (
    select
        trigger_state.program_id,
        trigger_state.year,
        trigger_state.trigger_id,
        trigger_state.state,
        trigger_state.criterion_id,
        trigger_state.years_counted,
        trigger_state.since_year,
        trigger_state.fired_year,
        trigger_state.card,
        trigger.clause_id,
        row_number() over (
            partition by trigger_state.program_id, trigger_state.year
            order by card.severity desc, trigger_state.years_counted desc, trigger_state.trigger_id
        ) as preference
    from rules.trigger_state as trigger_state
    inner join policy.trigger as trigger on trigger.trigger_id = trigger_state.trigger_id
    inner join policy.card as card on card.card = trigger_state.card
),

candidate as (
    select spine.program_id, spine.year
    from core.program_spine as spine
    inner join rules.judged_until as judged on spine.year <= judged.judged_until_year
),

spoken as (
    select
        candidate.program_id,
        candidate.year,
        required.criterion_id,
        required.result,
        required.reason_code,
        required.program_id is not null as has_criterion
    from candidate
    left join rules.required_result as required using (program_id, year)
)

select
    spoken.program_id,
    spoken.year,
    case
        when held.card is not null then held.card
        when spoken.result in ('fail', 'pass') then 'none'
        else 'not_judged'
    end as card,
    case
        when held.card is not null then held.state
        when not spoken.has_criterion then 'no_criterion_for_level'
        when spoken.result = 'fail' then 'below_line_not_yet_counted'
        when spoken.result = 'pass' then 'passed'
        else spoken.reason_code
    end as reason_code,
    held.trigger_id,
    coalesce(held.criterion_id, spoken.criterion_id) as criterion_id,
    held.years_counted,
    held.since_year,
    held.fired_year,
    coalesce(held.fired_year, spoken.year) as result_year,
    held.clause_id
from spoken
-- an exempt program holds no card while it is exempt
left join held
    on
        held.program_id = spoken.program_id
        and held.year = spoken.year
        and held.preference = 1
        and spoken.result is distinct from 'exempt'
