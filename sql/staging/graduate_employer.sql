-- one row per major, cohort year, observation and employer's industry counted from one-row-per-graduate deliveries
with counted as (
    -- few combinations of many rows: they are counted before anything is looked up
    select
        institution_code, institution_name, catalogue_version, major_code, major_name, level,
        cohort_year, observation, industry_code,
        count(*) as employed,
        count(case when is_matched then 1 end) as matched,
        count(is_matched) as stated_matched
    from landing.graduate
    where destination_code not in ('65', '70', '71', '72', '80', '85')
    group by all
)

select
    reference.resolved_catalogue_version as catalogue_version,
    reference.resolved_major_code as major_code,
    reference.resolved_level as level,
    counted.cohort_year,
    counted.observation,
    counted.industry_code,
    cast(sum(counted.employed) as bigint) as employed,
    -- whether the work matches is a count only where every row says it
    case
        when cast(sum(counted.stated_matched) as bigint) = cast(sum(counted.employed) as bigint)
            then cast(sum(counted.matched) as bigint)
    end as matched
from counted
inner join staging.program_reference as reference
    on
        reference.institution_code is not distinct from counted.institution_code
        and reference.institution_name is not distinct from counted.institution_name
        and reference.catalogue_version is not distinct from counted.catalogue_version
        and reference.major_code is not distinct from counted.major_code
        and reference.major_name is not distinct from counted.major_name
        and reference.level is not distinct from counted.level
where reference.reason_code is null
group by all
