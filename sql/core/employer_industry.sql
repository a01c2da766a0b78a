-- one row per cohort year, level, major, classification and employer's industry: graduates employed there
with recursive ancestor as (
    select industry_classification, industry_code, industry_code as from_code, granularity, parent_code, 0 as steps
    from staging.industry
    where row_status = 'loaded'
    union all
    select
        parent.industry_classification, parent.industry_code, ancestor.from_code, parent.granularity, parent.parent_code,
        ancestor.steps + 1 as steps
    from ancestor
    inner join staging.industry as parent
        on
            parent.industry_classification = ancestor.industry_classification
            and parent.industry_code = ancestor.parent_code
            and parent.row_status = 'loaded'
    where ancestor.steps < 5
),

-- an employer may be known to its division or class: it is counted in the section
section as (
    select distinct industry_classification, from_code, industry_code
    from ancestor
    where granularity = 'section'
),

one_observation as (
    select catalogue_version, major_code, level, cohort_year, max(observation) as observation
    from staging.graduate_employer
    group by catalogue_version, major_code, level, cohort_year
),

delivered as (
    select
        catalogue_version, major_code, level, cohort_year, industry_classification, industry_code, employed, matched
    from staging.employer_industry
    where row_status = 'loaded'
    union all
    -- where an office delivered the counts too, the counts speak; a graduate is never counted twice
    select
        row_count.catalogue_version, row_count.major_code, row_count.level, row_count.cohort_year,
        'gbt4754-2017' as industry_classification, row_count.industry_code, row_count.employed, row_count.matched
    from staging.graduate_employer as row_count
    inner join one_observation using (catalogue_version, major_code, level, cohort_year, observation)
    left join (
        select distinct catalogue_version, major_code, level, cohort_year
        from staging.employer_industry
        where row_status = 'loaded' and industry_classification = 'gbt4754-2017'
    ) as counted using (catalogue_version, major_code, level, cohort_year)
    where counted.catalogue_version is null
)

select
    delivered.cohort_year as year,
    delivered.level,
    identity.current_catalogue_version as catalogue_version,
    identity.current_major_code as major_code,
    delivered.industry_classification,
    coalesce(section.industry_code, delivered.industry_code, 'unmapped') as industry_code,
    cast(sum(delivered.employed) as bigint) as employed,
    case when count(delivered.matched) = count(*) then cast(sum(delivered.matched) as bigint) end as matched,
    -- in what is published, counts that are withheld stand at others, and so do small parts
    0 as stand_ins,
    0 as small_parts
from delivered
inner join core.major_identity as identity
    on
        identity.catalogue_version = delivered.catalogue_version
        and identity.major_code = delivered.major_code
        and delivered.cohort_year >= identity.from_year
        and delivered.cohort_year < identity.before_year
left join section
    on
        section.industry_classification = delivered.industry_classification
        and section.from_code = delivered.industry_code
group by all
