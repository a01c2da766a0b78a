-- one row per criterion, level, year and minimum cohort that is asked about: what is in force of it in that year
with asked as (
    select adjustable.criterion_id, offered.minimum_cohort
    from rules.adjustable as adjustable
    cross join policy.offered_minimum as offered
    union
    select minimum.criterion_id, cast(minimum.value as bigint) as minimum_cohort
    from policy.criterion_minimum as minimum
    inner join rules.adjustable as adjustable on adjustable.criterion_id = minimum.criterion_id
    where minimum.value is not null
)

select
    criterion_year.criterion_id,
    criterion_year.level,
    criterion_year.year,
    criterion_year.per_unit,
    criterion_year.fails_when,
    asked.minimum_cohort,
    -- a minimum holds for the cohorts observed from its first day on, whatever it is
    case when minimum.criterion_id is null then 0 else asked.minimum_cohort end as minimum_in_force
from rules.criterion_year as criterion_year
inner join asked on asked.criterion_id = criterion_year.criterion_id
left join policy.criterion_minimum as minimum
    on
        minimum.criterion_id = criterion_year.criterion_id
        and minimum.level = criterion_year.level
        and minimum.value is not null
        and minimum.valid_from <= criterion_year.observed_on
        and (minimum.valid_before is null or criterion_year.observed_on < minimum.valid_before)
