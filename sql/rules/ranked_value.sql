-- one row per program, year and criterion whose line is a rank: the value it is ranked by, which is a published one
with level_share as (
    select
        criterion_id,
        level,
        year,
        cast(sum(cast(middle_numerator as decimal(18, 1))) as double)
        / nullif(cast(sum(own_denominator) as bigint), 0) as published_share
    from rules.ranked_cohort
    -- a reading of nobody, whatever its numerator says, is no share of anybody
    where is_published and own_denominator > 0 and inherited_from is null
    group by criterion_id, level, year
),

-- a withheld rate stands at its bound, which depends on the size of the cohort alone
pooled as (
    select
        judged_value.program_id,
        judged_value.year,
        judged_value.criterion_id,
        cast(sum(cast(cohort.bound_numerator as decimal(18, 1))) as double)
        / nullif(cast(sum(cohort.own_denominator) as bigint), 0) as published_rate,
        bool_and(cohort.is_published) as is_published,
        bool_and(cohort.is_own_value) as is_own_value
    from rules.judged_value as judged_value
    inner join rules.ranked_cohort as cohort
        on
            cohort.program_id = judged_value.program_id
            and cohort.criterion_id = judged_value.criterion_id
            and cohort.year between judged_value.covers_from and judged_value.year
    where judged_value.denominator is not null
    group by judged_value.program_id, judged_value.year, judged_value.criterion_id
),

-- a reading without counts is published as it was delivered, unless it is one of few persons
bare as (
    select
        judged_value.program_id, judged_value.year, judged_value.criterion_id,
        coalesce(judged_value.own_denominator = 0 or judged_value.own_denominator >= parameter.value, true) as is_published
    from rules.judged_value as judged_value
    left join rules.parameter_in_force as parameter
        on parameter.parameter = 'disclosure_min_cohort' and parameter.level is null
    where judged_value.denominator is null
)

select
    judged_value.program_id,
    judged_value.year,
    judged_value.criterion_id,
    judged_value.level,
    judged_value.inherited_from,
    case
        when pooled.is_published then pooled.published_rate
        when bare.is_published then judged_value.value
        else level_share.published_share
    end as ranked_value,
    coalesce(pooled.is_published and pooled.is_own_value, bare.is_published) as is_own_value
from rules.judged_value as judged_value
inner join policy.criterion as criterion using (criterion_id)
left join pooled using (program_id, year, criterion_id)
left join bare using (program_id, year, criterion_id)
left join level_share using (criterion_id, level, year)
where criterion.rank_within is not null and judged_value.value is not null
