select
    case when grouping(level) = 0 then 'level' else 'district' end as scope,
    coalesce(level, district_name, district_code) as name,
    card,
    sum(programs) as programs,
    sum(seats) as seats,
    sum(other_programs) as other_programs,
    sum(other_seats) as other_seats
from (
    select
        level, district_code, district_name, card,
        1 as programs, seats_affected as seats, 0 as other_programs, 0 as other_seats
    from published.marts.verdict
    where is_latest_year
    union all
    select
        level, district_code, district_name, card,
        0 as programs, 0 as seats, 1 as other_programs, seats_affected as other_seats
    from marts.verdict
    where is_latest_year
) as counted
group by grouping sets ((level, card), (district_code, district_name, card))
order by scope desc, name, array_position(['exit', 'red', 'orange', 'yellow', 'none', 'not_judged'], card)
