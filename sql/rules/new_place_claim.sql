-- one row per program that new places of its level may go to: its seats, weighed by what the policy tilts to
with quantity as (
    select
        places.level,
        max(case when places.quantity = 'share_bp' then places.value end) as share_bp,
        max(case when places.quantity = 'most_bp' then places.value end) as most_bp
    from policy.new_places as places
    cross join meta.run as run
    where places.valid_from <= run.as_of and (places.valid_before is null or run.as_of < places.valid_before)
    group by places.level
),

asked as (
    select rule_id, count(*) as conditions
    from policy.rule_condition
    where ruleset = 'tilt'
    group by rule_id
),

tilted as (
    select reading.subject_id as program_id, reading.rule_id
    from rules.rule_reading as reading
    inner join asked on asked.rule_id = reading.rule_id
    where reading.ruleset = 'tilt' and reading.is_met
    group by reading.subject_id, reading.rule_id, asked.conditions
    having count(*) = asked.conditions
),

added as (
    select tilted.program_id, cast(sum(cast(tilt.value as decimal(38, 15))) as double) as adds_bp
    from tilted
    cross join meta.run as run
    inner join rules.standing as standing on standing.program_id = tilted.program_id
    inner join policy.tilt as tilt
        on
            tilt.tilt_id = tilted.rule_id
            and tilt.level = standing.level
            and tilt.valid_from <= run.as_of
            and (tilt.valid_before is null or run.as_of < tilt.valid_before)
    group by tilted.program_id
),

whole as (
    select level, cast(sum(seats) as bigint) as seats
    from rules.seat_claim
    group by level
)

select
    claim.level as claim_group,
    claim.program_id,
    cast(claim.seats * (10000 + coalesce(added.adds_bp, 0)) as double) as claim_weight,
    cast(0 as bigint) as seats_low,
    cast(floor(claim.seats * quantity.most_bp / 10000) as bigint) as seats_high,
    cast(floor(whole.seats * quantity.share_bp / 10000) as bigint) as total_seats
from rules.seat_claim as claim
inner join quantity on quantity.level = claim.level
inner join whole on whole.level = claim.level
left join added on added.program_id = claim.program_id
where claim.advice in ('keep', 'expand') and claim.seats > 0 and quantity.share_bp > 0 and quantity.most_bp > 0
