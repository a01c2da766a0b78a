select
    card,
    sum(programs) as programs,
    sum(seats) as seats,
    sum(other_programs) as other_programs,
    sum(other_seats) as other_seats
from (
    select card, 1 as programs, seats_affected as seats, 0 as other_programs, 0 as other_seats
    from published.marts.verdict
    where is_latest_year
    union all
    select card, 0 as programs, 0 as seats, 1 as other_programs, seats_affected as other_seats
    from marts.verdict
    where is_latest_year
) as counted
group by card
order by array_position(['exit', 'red', 'orange', 'yellow', 'none', 'not_judged'], card)
