-- one row per program, trigger and year: fired, held over from an earlier year, or not
with applicable as (
    select distinct
        candidate.program_id,
        candidate.year,
        trigger_criterion.trigger_id
    from rules.candidate as candidate
    inner join policy.trigger_criterion as trigger_criterion
        on trigger_criterion.criterion_id = candidate.criterion_id
),

lifted as (
    -- passes in a row that lift a card which is otherwise held
    select distinct
        trigger_criterion.trigger_id,
        streak.program_id,
        streak.year
    from policy.trigger as trigger
    inner join policy.trigger_criterion as trigger_criterion
        on trigger_criterion.trigger_id = trigger.trigger_id
    inner join policy.reinstatement as reinstatement on reinstatement.card = trigger.card
    inner join rules.streak as streak
        on
            streak.criterion_id = trigger_criterion.criterion_id
            and streak.result = 'pass'
            and streak.calculated_years_counted >= reinstatement.passes
),

marked as (
    select
        applicable.program_id,
        applicable.trigger_id,
        applicable.year,
        case when trigger_result.program_id is not null then applicable.year end as result_year,
        case when trigger_result.is_fired then applicable.year end as fired_year,
        case when lifted.program_id is not null then applicable.year end as lifted_year
    from applicable
    left join rules.trigger_result as trigger_result
        on
            trigger_result.program_id = applicable.program_id
            and trigger_result.trigger_id = applicable.trigger_id
            and trigger_result.year = applicable.year
    left join lifted
        on
            lifted.program_id = applicable.program_id
            and lifted.trigger_id = applicable.trigger_id
            and lifted.year = applicable.year
),

remembered as (
    select
        program_id,
        trigger_id,
        year,
        max(result_year) over (
            partition by program_id, trigger_id order by year
            rows between unbounded preceding and current row
        ) as last_result_year,
        max(fired_year) over (
            partition by program_id, trigger_id order by year
            rows between unbounded preceding and current row
        ) as last_fired_year,
        max(lifted_year) over (
            partition by program_id, trigger_id order by year
            rows between unbounded preceding and current row
        ) as last_lifted_year
    from marked
),

stated as (
    select
        remembered.*,
        case
            when remembered.last_result_year is null then 'never_judged'
            when remembered.year - remembered.last_result_year >= policy.stale_after_years then 'stale'
            when remembered.last_fired_year = remembered.year then 'trigger_fired'
            when remembered.last_fired_year = remembered.last_result_year then 'status_kept'
            when
                reinstatement.card is not null
                and remembered.last_fired_year > coalesce(remembered.last_lifted_year, 0)
                then 'reinstatement_pending'
            else 'not_fired'
        end as state
    from remembered
    inner join policy.trigger as trigger on trigger.trigger_id = remembered.trigger_id
    cross join policy.policy as policy
    left join policy.reinstatement as reinstatement on reinstatement.card = trigger.card
)

select
    stated.program_id,
    stated.trigger_id,
    stated.year,
    stated.state,
    stated.last_result_year,
    stated.last_fired_year,
    trigger_result.criterion_id,
    trigger_result.years_counted,
    trigger_result.since_year
from stated
left join rules.trigger_result as trigger_result
    on
        trigger_result.program_id = stated.program_id
        and trigger_result.trigger_id = stated.trigger_id
        and trigger_result.year = stated.last_fired_year
        and stated.state in ('trigger_fired', 'status_kept', 'reinstatement_pending')
