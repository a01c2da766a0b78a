-- advised seats of a school and level sum to its seats and new places; returns the rows that offend
select
    institution_code,
    level,
    sum(seats) as seats,
    sum(new_seats) as new_seats,
    sum(advised_seats) as advised_seats
from marts.enrolment_advice
where institution_code is not null
group by institution_code, level
having coalesce(sum(advised_seats), 0) <> coalesce(sum(seats), 0) + coalesce(sum(new_seats), 0)
