-- one row per program that has not ended: its advice and seats; seats left over stand in rows of their own
with advised as (
    select
        standing.program_id,
        standing.institution_code,
        standing.level,
        applied.owner as advice,
        applied.rule_id,
        applied.clause_id,
        standing.seats,
        claim.seats_low + coalesce(place.apportioned_seats, 0) as seats_low,
        claim.seats_high + coalesce(place.apportioned_seats, 0) as seats_high,
        case when claim.program_id is not null then coalesce(place.apportioned_seats, 0) end as new_seats,
        seat.apportioned_seats + coalesce(place.apportioned_seats, 0) as advised_seats,
        case
            when claim.program_id is null then 'no_seats_delivered'
            when seat.apportioned_seats < claim.seats_low then 'below_lower_bound'
            when seat.apportioned_seats = claim.seats_low then 'at_lower_bound'
            when seat.apportioned_seats = claim.seats_high then 'at_upper_bound'
            else 'within_bounds'
        end as seats_standing,
        false as is_residual
    from rules.rule_applied as applied
    inner join rules.standing as standing on standing.program_id = applied.subject_id
    left join rules.seat_claim as claim on claim.program_id = standing.program_id
    left join rules.apportioned_seat as seat on seat.program_id = standing.program_id
    left join rules.new_place as place on place.program_id = standing.program_id
    where applied.ruleset = 'advice'
),

-- what bounds keep a school, or a level's new places, from giving out is a row of its own, never dropped
left_over as (
    select distinct
        claim.institution_code, claim.level, seat.left_over_seats as advised_seats, 'upper_bounds_reached' as seats_standing
    from rules.apportioned_seat as seat
    inner join rules.seat_claim as claim on claim.program_id = seat.program_id
    where seat.left_over_seats > 0
    union all
    select distinct
        cast(null as varchar) as institution_code, claim_group as level, left_over_seats as advised_seats,
        'new_places_left' as seats_standing
    from rules.new_place
    where left_over_seats > 0
)

select * from advised
union all
select
    cast(null as varchar) as program_id, institution_code, level, 'unallocated' as advice,
    cast(null as varchar) as rule_id, cast(null as varchar) as clause_id, cast(null as bigint) as seats,
    cast(null as bigint) as seats_low, cast(null as bigint) as seats_high, cast(null as bigint) as new_seats,
    advised_seats, seats_standing, true as is_residual
from left_over
