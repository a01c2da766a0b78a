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
        trigger_state.last_fired_year,
        trigger.card,
        trigger.clause_id,
        row_number() over (
            partition by trigger_state.program_id, trigger_state.year
            order by card.severity desc, trigger_state.years_counted desc, trigger_state.trigger_id
        ) as preference
    from rules.trigger_state as trigger_state
    inner join policy.trigger as trigger on trigger.trigger_id = trigger_state.trigger_id
    inner join policy.card as card on card.card = trigger.card
    where trigger_state.state in ('trigger_fired', 'status_kept', 'reinstatement_pending')
),

candidate as (
    select spine.program_id, spine.year
    from core.program_spine as spine
    inner join core.span as span on spine.year <= span.judged_until_year
),

judged as (
    select
        candidate.program_id,
        candidate.year,
        held.trigger_id,
        held.clause_id,
        case when required.result = 'exempt' then null else held.last_fired_year end as fired_year,
        coalesce(held.criterion_id, required.criterion_id) as criterion_id,
        held.years_counted,
        held.since_year,
        case
            when required.result = 'exempt' then 'not_judged'
            when held.card is not null then held.card
            when required.program_id is null then 'not_judged'
            when required.result in ('no_result', 'missing', 'not_offered') then 'not_judged'
            else 'none'
        end as card,
        case
            when required.result = 'exempt' then 'exempt'
            when held.card is not null then held.state
            when required.program_id is null then 'no_criterion_for_level'
            when required.result in ('no_result', 'missing', 'not_offered') then required.reason_code
            when required.result = 'fail' then 'below_line_not_yet_counted'
            else 'passed'
        end as reason_code
    from candidate
    left join held
        on held.program_id = candidate.program_id and held.year = candidate.year and held.preference = 1
    left join rules.required_result as required
        on required.program_id = candidate.program_id and required.year = candidate.year
)

select
    judged.program_id,
    judged.year,
    judged.card,
    judged.reason_code,
    case when judged.card <> 'not_judged' then judged.trigger_id end as trigger_id,
    judged.criterion_id,
    case when judged.fired_year is not null then judged.years_counted end as years_counted,
    case when judged.fired_year is not null then judged.since_year end as since_year,
    judged.fired_year,
    coalesce(judged.fired_year, judged.year) as result_year,
    judged.clause_id
from judged
