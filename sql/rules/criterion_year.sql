-- one row per criterion, level and year: what is asked of the cohorts observed on that day, and by which line
with observed as (
    select
        criterion.*,
        criterion_level.level,
        year.year,
        case criterion.observation when 'initial' then year.initial_on else year.year_end_on end as observed_on
    from policy.criterion as criterion
    inner join policy.criterion_level as criterion_level on criterion_level.criterion_id = criterion.criterion_id
    cross join core.year as year
    inner join rules.judged_until as judged on year.year <= judged.judged_until_year
)

select
    observed.criterion_id,
    observed.level,
    observed.year,
    observed.indicator,
    observed.observation,
    observed.observed_on,
    observed.fails_when,
    observed.unit,
    -- how many of the unit make one whole
    cast(case observed.unit when 'bp' then 10000 else 1 end as bigint) as per_unit,
    observed.pooled,
    observed.rank_within,
    observed.skips_averaged,
    observed.is_required,
    -- a line holds for the cohorts observed from its first day on
    line.value as line,
    line.valid_from as line_valid_from,
    line.clause_id,
    coalesce(minimum.value, 0) as minimum_cohort
from observed
left join policy.criterion_line as line
    on
        line.criterion_id = observed.criterion_id
        and line.level = observed.level
        and line.valid_from <= observed.observed_on
        and (line.valid_before is null or observed.observed_on < line.valid_before)
left join policy.criterion_minimum as minimum
    on
        minimum.criterion_id = observed.criterion_id
        and minimum.level = observed.level
        and minimum.valid_from <= observed.observed_on
        and (minimum.valid_before is null or observed.observed_on < minimum.valid_before)
