-- new places of a level sum to their total; returns the rows that offend
with claimed as (
    select claim_group as level, max(total_seats) as total_seats
    from rules.new_place_claim
    group by claim_group
),

given as (
    select
        level,
        coalesce(sum(new_seats), 0)
        + coalesce(sum(case when seats_standing = 'new_places_left' then advised_seats end), 0) as new_seats
    from marts.enrolment_advice
    group by level
)

select claimed.level, claimed.total_seats, given.new_seats
from claimed
left join given on given.level = claimed.level
where claimed.total_seats is distinct from given.new_seats
