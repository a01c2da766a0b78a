-- one row per candidate: the number that meets the line
select
    own_reading.program_id,
    own_reading.year,
    own_reading.criterion_id,
    own_reading.level,
    own_reading.own_denominator,
    own_reading.inherited_from,
    own_reading.exemption_reason,
    own_reading.obstacle,
    own_reading.is_skipped,
    pooled_cohort.numerator,
    pooled_cohort.denominator,
    pooled_cohort.window_years,
    coalesce(pooled_cohort.covers_from, own_reading.year) as covers_from,
    case
        when pooled_cohort.denominator is not null
            then pooled_cohort.numerator / nullif(cast(pooled_cohort.denominator as double), 0)
        when own_reading.is_skipped or own_reading.exemption_reason is not null then null
        -- a reading that is no ratio of counts, with its cohort size beside it
        when own_reading.own_numerator is null and own_reading.own_denominator >= criterion_year.minimum_cohort
            then own_reading.own_value
        -- without a cohort size a reading is judged only where the policy asks for no minimum cohort
        when own_reading.own_denominator is null and criterion_year.minimum_cohort = 0 then own_reading.own_value
    end as value
from rules.own_reading as own_reading
inner join rules.criterion_year as criterion_year using (criterion_id, level, year)
left join rules.pooled_cohort as pooled_cohort using (program_id, year, criterion_id)
