-- one row per grouping: programs advised, their seats now, seats advised, those of them new
select
    advice,
    institution_name,
    level,
    count(*) filter (where not is_residual) as programs,
    coalesce(sum(seats), 0) as seats,
    coalesce(sum(advised_seats), 0) as advised,
    coalesce(sum(new_seats), 0) as new_seats,
    coalesce(sum(advised_seats) filter (where is_residual), 0) as left_over
from marts.enrolment_advice
group by grouping sets ((advice), (institution_name), (institution_name, level), ())
