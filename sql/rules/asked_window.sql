-- one row per program, year, criterion and asked minimum: the shortest window in which its cohort is large enough
with ranked as (
    select
        counted.*,
        asked.minimum_cohort,
        row_number() over (
            partition by counted.program_id, counted.year, counted.criterion_id, asked.minimum_cohort
            order by counted.window_years
        ) as preference
    from rules.counted_window as counted
    inner join rules.asked_cohort as asked using (criterion_id, level, year)
    where counted.denominator > 0 and counted.persons >= asked.minimum_in_force
)

select program_id, year, criterion_id, minimum_cohort, window_years, covers_from, numerator, denominator
from ranked
where preference = 1
