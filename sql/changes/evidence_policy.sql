-- the values of the policy that differ: those of the verdict's own criterion and trigger first
insert into changes.evidence
with used as (
    select
        unproven.program_id,
        unproven.year,
        unproven.level,
        [unproven.criterion_id, unproven.criterion_id_before] as criteria,
        [unproven.trigger_id, unproven.trigger_id_before] as triggers,
        [unproven.card, unproven.card_before] as cards
    from changes.unproven as unproven
    where unproven.cause = 'policy_change'
),

near as (
    select
        used.program_id,
        used.year,
        input_change.input_id,
        input_change.feed,
        case
            when list_contains(used.triggers, input_change.trigger_id) then 1
            when list_contains(used.criteria, input_change.criterion_id) then 1
            when input_change.feed = 'policy.reinstatement' and list_contains(used.cards, input_change.card) then 2
            when input_change.feed in ('policy.exemption', 'policy.parameter') then 2
            when input_change.feed in ('policy.card', 'policy.clause') then 4
            else 3
        end as distance
    from used
    inner join changes.input_change as input_change
        on
            input_change.cause = 'policy_change'
            and (input_change.level is null or input_change.level = used.level)
)

select
    program_id,
    year,
    case distance when 1 then 'rule' else 'policy' end as relation,
    input_id,
    row_number() over (partition by program_id, year order by distance, feed, input_id) as nearness
from near
qualify nearness <= 5
