-- one row per program, year and criterion with a counted cohort: the shortest window in which it is large enough
-- Longer windows are summed only where a cohort alone is too small; rules.counted_window, which the what-if page asks of every
-- minimum, sums them all, and judging again, a thousand draws among it, would pay for that.
with counted as (
    -- an exempt or averaged cohort is not judged, alone or in a pool
    select
        own_reading.program_id,
        own_reading.year,
        own_reading.criterion_id,
        criterion_year.minimum_cohort,
        own_reading.own_numerator as numerator,
        own_reading.own_denominator as denominator,
        own_reading.own_persons as persons,
        criterion_window.window_years is not null
        and own_reading.own_denominator > 0
        and own_reading.own_persons >= criterion_year.minimum_cohort as is_enough
    from rules.own_reading as own_reading
    inner join rules.criterion_year as criterion_year
        on
            criterion_year.criterion_id = own_reading.criterion_id
            and criterion_year.level = own_reading.level
            and criterion_year.year = own_reading.year
    left join policy.criterion_window as criterion_window
        on criterion_window.criterion_id = own_reading.criterion_id and criterion_window.window_years = 1
    where
        own_reading.exemption_reason is null
        and not own_reading.is_skipped
        and own_reading.own_numerator is not null
        and own_reading.own_denominator is not null
),

pooled as (
    select
        counted.program_id,
        counted.year,
        counted.criterion_id,
        counted.minimum_cohort,
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
    where not counted.is_enough
    group by counted.program_id, counted.year, counted.criterion_id, counted.minimum_cohort, criterion_window.window_years
),

ranked as (
    select
        pooled.*,
        row_number() over (partition by program_id, year, criterion_id order by window_years) as preference
    from pooled
    where denominator > 0 and persons >= minimum_cohort
)

select program_id, year, criterion_id, 1 as window_years, year as covers_from, numerator, denominator
from counted
where is_enough
union all
select program_id, year, criterion_id, window_years, covers_from, numerator, denominator
from ranked
where preference = 1
