-- one row per program, year and criterion with a reading: the shortest window whose cohort is large enough
with windowed as (
    select
        candidate.program_id,
        candidate.year,
        candidate.criterion_id,
        candidate.pooled,
        criterion_window.window_years,
        candidate.minimum_cohort,
        cast(sum(earlier.numerator) as bigint) as numerator,
        cast(sum(earlier.denominator) as bigint) as denominator
    from rules.candidate as candidate
    inner join core.record as own
        on
            own.program_id = candidate.program_id
            and own.year = candidate.year
            and own.indicator = candidate.indicator
            and own.observation is not distinct from candidate.observation
    inner join policy.criterion_window as criterion_window
        on criterion_window.criterion_id = candidate.criterion_id
    inner join core.record as earlier
        on
            earlier.program_id = candidate.program_id
            and earlier.indicator = candidate.indicator
            and earlier.observation is not distinct from candidate.observation
            and earlier.year <= candidate.year
            and earlier.year > candidate.year - criterion_window.window_years
    -- an exempt cohort is not judged, alone or in a pool
    left join rules.exempted as exempted
        on
            exempted.program_id = candidate.program_id
            and exempted.criterion_id = candidate.criterion_id
            and exempted.year = candidate.year
    left join rules.exempted as exempted_earlier
        on
            exempted_earlier.program_id = candidate.program_id
            and exempted_earlier.criterion_id = candidate.criterion_id
            and exempted_earlier.year = earlier.year
    where
        exempted.program_id is null
        and exempted_earlier.program_id is null
        and own.denominator is not null
        and own.numerator is not null
        and earlier.numerator is not null
        and not (candidate.skips_averaged and (own.is_averaged or earlier.is_averaged))
    group by
        candidate.program_id, candidate.year, candidate.criterion_id, candidate.pooled,
        criterion_window.window_years, candidate.minimum_cohort
),

ranked as (
    select
        windowed.*,
        row_number() over (partition by program_id, year, criterion_id order by window_years) as preference
    from windowed
    where denominator > 0 and denominator >= minimum_cohort
)

select
    program_id,
    year,
    criterion_id,
    pooled,
    window_years,
    numerator,
    denominator
from ranked
where preference = 1
