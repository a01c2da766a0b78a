-- one row per program and year whose verdict differs between the releases, with the step that brought it where it is
create table changes.caused as
with last as (
    select max(step) as step
    from changes.step
),

compared as (
    select
        coalesce(old.program_id, new.program_id) as program_id,
        coalesce(old.year, new.year) as year,
        case
            when old.program_id is null then 'entered'
            when new.program_id is null then 'left'
            when old.cards <> new.cards then 'card'
            when old.reasons <> new.reasons then 'reason'
            else 'numbers'
        end as change_kind
    from (select * from changes.state where step = 0) as old
    full join (select state.* from changes.state as state inner join last on last.step = state.step) as new
        on new.program_id = old.program_id and new.year = old.year
    where
        old.program_id is null
        or new.program_id is null
        or (old.cards, old.reasons, old.numbers) <> (new.cards, new.reasons, new.numbers)
),

walked as (
    select
        compared.program_id,
        compared.year,
        compared.change_kind,
        step.step,
        step.cause,
        step.is_cause,
        state.program_id is not null as is_there,
        coalesce(state.cards, '') as cards,
        coalesce(state.reasons, '') as reasons,
        coalesce(state.numbers, '') as numbers
    from compared
    cross join changes.step as step
    left join changes.state as state
        on state.step = step.step and state.program_id = compared.program_id and state.year = compared.year
),

moved as (
    select
        walked.*,
        is_there <> lag(is_there) over path as moves_in_or_out,
        cards <> lag(cards) over path as moves_card,
        cards || reasons <> lag(cards || reasons) over path as moves_reason,
        cards || reasons || numbers <> lag(cards || reasons || numbers) over path as moves
    from walked
    window path as (partition by program_id, year order by step)
),

-- what counts is what the change is seen by: that the verdict is there, its card, its reason, else its numbers
decisive as (
    select
        moved.*,
        is_cause and case change_kind
            when 'entered' then moves_in_or_out
            when 'left' then moves_in_or_out
            when 'card' then moves_card
            when 'reason' then moves_reason
            else moves
        end as decides
    from moved
)

select
    program_id,
    year,
    change_kind,
    -- the last of them: after it the verdict stays as it is
    max_by(cause, step) filter (where decides) as cause,
    list(cause order by step) filter (where moves and step > 0) as moved_by
from decisive
group by program_id, year, change_kind
