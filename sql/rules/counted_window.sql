-- one row per program, year and criterion with a counted cohort and window the criterion may pool: the counts it sums
with counted as (
    -- an exempt or averaged cohort is not judged, alone or in a pool
    select
        program_id, year, criterion_id, level, own_numerator as numerator, own_denominator as denominator, own_persons as persons
    from rules.own_reading
    where
        exemption_reason is null
        and not is_skipped
        and own_numerator is not null
        and own_denominator is not null
)

select
    counted.program_id, counted.year, counted.criterion_id, counted.level,
    1 as window_years, counted.year as covers_from, counted.numerator, counted.denominator, cast(counted.persons as bigint) as persons
from counted
inner join policy.criterion_window as criterion_window
    on criterion_window.criterion_id = counted.criterion_id and criterion_window.window_years = 1
union all
select
    counted.program_id, counted.year, counted.criterion_id, counted.level,
    criterion_window.window_years,
    min(earlier.year) as covers_from,
    cast(sum(earlier.numerator) as bigint) as numerator,
    cast(sum(earlier.denominator) as bigint) as denominator,
    cast(sum(earlier.persons) as bigint) as persons
from counted
inner join policy.criterion_window as criterion_window
    on criterion_window.criterion_id = counted.criterion_id and criterion_window.window_years > 1
inner join counted as earlier
    on
        earlier.program_id = counted.program_id
        and earlier.criterion_id = counted.criterion_id
        and earlier.year <= counted.year
        and earlier.year > counted.year - criterion_window.window_years
group by counted.program_id, counted.year, counted.criterion_id, counted.level, criterion_window.window_years
