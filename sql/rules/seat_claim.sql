-- one row per program whose seats are known: what its school's seats are shared out by, and between which bounds
with advised as (
    select
        applied.subject_id as program_id,
        applied.rule_id,
        applied.owner as advice,
        seats.low_bp,
        seats.target_bp,
        seats.high_bp
    from rules.rule_applied as applied
    cross join meta.run as run
    inner join policy.advice_seats as seats
        on
            seats.rule_id = applied.rule_id
            and seats.valid_from <= run.as_of
            and (seats.valid_before is null or run.as_of < seats.valid_before)
    where applied.ruleset = 'advice'
),

based as (
    select
        standing.program_id,
        standing.institution_code,
        standing.level,
        standing.seats,
        advised.rule_id,
        advised.advice,
        advised.low_bp,
        advised.target_bp,
        advised.high_bp,
        -- 隔年招生: who takes in this September rests the next, and comes back with the seats of the last
        case
            when advised.advice = 'alternate_year' and standing.seats > 0 then 0
            when advised.advice = 'alternate_year' then coalesce(standing.last_seats, 0)
            else standing.seats
        end as base_seats,
        cast(
            sum(standing.seats) over (partition by standing.institution_code, standing.level) as bigint
        ) as total_seats
    from rules.standing as standing
    inner join advised on advised.program_id = standing.program_id
    where standing.seats is not null
)

select
    concat_ws('|', institution_code, level) as claim_group,
    program_id,
    institution_code,
    level,
    rule_id,
    advice,
    seats,
    base_seats,
    cast(base_seats * target_bp as double) as claim_weight,
    -- a seat is whole: where no whole number lies in the range, its upper end holds
    cast(least(ceil(base_seats * low_bp / 10000), floor(base_seats * high_bp / 10000)) as bigint) as seats_low,
    cast(floor(base_seats * high_bp / 10000) as bigint) as seats_high,
    cast(total_seats as bigint) as total_seats
from based
