-- one row per cohort year, level, major, classification and employer's industry: shares of what is published of the cohorts
-- The published cohorts are divided among the industries, so that no second sum of the same graduates is published.
with exact_part as (
    select
        employer.*,
        count(matched) over of_cohort = count(*) over of_cohort as is_matched_known
    from exact.core.employer_industry as employer
    window of_cohort as (partition by year, level, catalogue_version, major_code, industry_classification)
),

part as (
    select year, level, catalogue_version, major_code, industry_classification, industry_code, 'matched' as part, matched as persons
    from exact_part
    where is_matched_known
    union all
    select
        year, level, catalogue_version, major_code, industry_classification, industry_code, 'other' as part,
        case when is_matched_known then employed - matched else employed end as persons
    from exact_part
),

published as (
    select
        cohort.year, program.level, program.catalogue_version, program.major_code,
        cast(sum(cohort.employed) as bigint) as employed,
        cast(sum(cohort.matched) as bigint) as matched
    from core.cohort as cohort
    inner join core.program as program on program.program_id = cohort.program_id
    where cohort.observation = 'year_end' and cohort.employed is not null and cohort.matched is not null
    group by cohort.year, program.level, program.catalogue_version, program.major_code
),

-- so many multiples of the base are there to divide
divided as (
    select
        part.*,
        limit_.rounding_base as base,
        sum(part.persons) over of_part as whole,
        cast(round(coalesce(
            case
                when part.part = 'matched' then published.matched
                when bool_or(part.part = 'matched') over of_cohort then published.employed - published.matched
                else published.employed
            end,
            sum(part.persons) over of_part
        ) / nullif(cast(limit_.rounding_base as double), 0)) as bigint) as units
    from part
    cross join disclosure.limit_ as limit_
    left join published using (year, level, catalogue_version, major_code)
    window
        of_part as (
            partition by part.year, part.level, part.catalogue_version, part.major_code, part.industry_classification, part.part
        ),
        of_cohort as (
            partition by part.year, part.level, part.catalogue_version, part.major_code, part.industry_classification
        )
),

quota as (
    select
        divided.*,
        coalesce(cast(persons * units as bigint) // cast(nullif(whole, 0) as bigint), 0) as whole_units,
        coalesce(cast(persons * units as bigint) % cast(nullif(whole, 0) as bigint), 0) as remainder
    from divided
),

-- by largest remainder
apportioned as (
    select
        quota.*,
        base * (
            whole_units
            + case
                when row_number() over (
                    partition by year, level, catalogue_version, major_code, industry_classification, part
                    order by remainder desc, industry_code
                ) <= case when whole > 0 then units - sum(whole_units) over of_part else 0 end then 1
                else 0
            end
        ) as published_persons
    from quota
    window of_part as (partition by year, level, catalogue_version, major_code, industry_classification, part)
)

select
    year,
    level,
    catalogue_version,
    major_code,
    industry_classification,
    industry_code,
    cast(sum(published_persons) as bigint) as employed,
    cast(sum(case when part = 'matched' then published_persons end) as bigint) as matched
from apportioned
group by year, level, catalogue_version, major_code, industry_classification, industry_code
