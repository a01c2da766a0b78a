-- one row per program, year and criterion with a counted cohort: the shortest window in which it is large enough
with counted as (
    -- an exempt or averaged cohort is not judged, alone or in a pool
    select
        program_id,
        year,
        criterion_id,
        pooled,
        minimum_cohort,
        own_numerator as numerator,
        own_denominator as denominator
    from rules.own_reading
    where exemption_reason is null and not is_skipped and own_numerator is not null and own_denominator is not null
),

alone as (
    select counted.*, 1 as window_years, counted.year as covers_from
    from counted
    inner join policy.criterion_window as criterion_window
        on criterion_window.criterion_id = counted.criterion_id and criterion_window.window_years = 1
    where counted.denominator > 0 and counted.denominator >= counted.minimum_cohort
),

pooled as (
    select
        counted.program_id,
        counted.year,
        counted.criterion_id,
        counted.pooled,
        criterion_window.window_years,
        counted.minimum_cohort,
        cast(sum(earlier.numerator) as bigint) as numerator,
        cast(sum(earlier.denominator) as bigint) as denominator,
        min(earlier.year) as covers_from
    from counted
    left join alone
        on
            alone.program_id = counted.program_id
            and alone.year = counted.year
            and alone.criterion_id = counted.criterion_id
    inner join policy.criterion_window as criterion_window
        on criterion_window.criterion_id = counted.criterion_id and criterion_window.window_years > 1
    inner join counted as earlier
        on
            earlier.program_id = counted.program_id
            and earlier.criterion_id = counted.criterion_id
            and earlier.year <= counted.year
            and earlier.year > counted.year - criterion_window.window_years
    where alone.program_id is null
    group by
        counted.program_id, counted.year, counted.criterion_id, counted.pooled,
        criterion_window.window_years, counted.minimum_cohort
),

ranked as (
    select
        pooled.*,
        row_number() over (partition by program_id, year, criterion_id order by window_years) as preference
    from pooled
    where denominator > 0 and denominator >= minimum_cohort
)

select program_id, year, criterion_id, pooled, window_years, covers_from, numerator, denominator
from alone
union all
select program_id, year, criterion_id, pooled, window_years, covers_from, numerator, denominator
from ranked
where preference = 1
