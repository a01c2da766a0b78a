-- one row per crosswalk source, major, span of years, classification and industry: weights as delivered, normalised
with delivered as (
    select
        crosswalk.crosswalk_source,
        crosswalk.catalogue_version,
        crosswalk.major_scope,
        crosswalk.major_scope_code,
        crosswalk.industry_classification,
        coalesce(crosswalk.industry_code, 'unmapped') as industry_code,
        coalesce(crosswalk.valid_from_year, 0) as from_year,
        cast(sum(cast(crosswalk.weight as decimal(38, 15))) as double) as weight
    from staging.crosswalk as crosswalk
    where crosswalk.row_status = 'loaded'
    group by all
),

summed as (
    select
        crosswalk_source,
        catalogue_version,
        major_scope,
        major_scope_code,
        industry_classification,
        from_year,
        cast(sum(cast(weight as decimal(38, 15))) as double) as weight_sum,
        coalesce(
            min(from_year) over (
                partition by crosswalk_source, catalogue_version, major_scope, major_scope_code, industry_classification
                order by from_year range between 1 following and unbounded following
            ),
            9999
        ) as before_year
    from delivered
    group by crosswalk_source, catalogue_version, major_scope, major_scope_code, industry_classification, from_year
),

-- what a mapping leaves short of the whole is unmapped; what it states beyond the whole is scaled down
complete as (
    select
        delivered.crosswalk_source,
        delivered.catalogue_version,
        delivered.major_scope,
        delivered.major_scope_code,
        delivered.industry_classification,
        delivered.from_year,
        delivered.industry_code,
        delivered.weight
    from delivered
    union all
    select
        crosswalk_source,
        catalogue_version,
        major_scope,
        major_scope_code,
        industry_classification,
        from_year,
        'unmapped' as industry_code,
        1.0 - weight_sum as weight
    from summed
    where weight_sum < 1.0
),

scoped as (
    select
        major.current_catalogue_version as catalogue_version,
        major.current_major_code as major_code,
        complete.crosswalk_source,
        complete.industry_classification,
        complete.from_year,
        summed.before_year,
        complete.industry_code,
        complete.weight / nullif(greatest(summed.weight_sum, 1.0), 0) as weight,
        dense_rank() over (
            partition by
                major.current_catalogue_version, major.current_major_code, complete.crosswalk_source,
                complete.industry_classification
            -- the most particular mapping speaks: the major's own, its class's, its division's
            order by
                case complete.major_scope when 'major' then 1 when 'class' then 2 else 3 end,
                major.catalogue_version desc,
                major.major_code desc
        ) as preference
    from core.major as major
    inner join complete
        on
            complete.catalogue_version = major.catalogue_version
            and (
                (complete.major_scope = 'major' and complete.major_scope_code = major.major_code)
                or (complete.major_scope = 'class' and complete.major_scope_code = major.major_class_code)
                or (complete.major_scope = 'division' and complete.major_scope_code = major.major_division_code)
            )
    inner join summed
        on
            summed.crosswalk_source = complete.crosswalk_source
            and summed.catalogue_version = complete.catalogue_version
            and summed.major_scope = complete.major_scope
            and summed.major_scope_code = complete.major_scope_code
            and summed.industry_classification = complete.industry_classification
            and summed.from_year = complete.from_year
)

select
    crosswalk_source,
    catalogue_version,
    major_code,
    industry_classification,
    from_year,
    before_year,
    industry_code,
    cast(sum(cast(weight as decimal(38, 15))) as double) as weight
from scoped
where preference = 1
group by crosswalk_source, catalogue_version, major_code, industry_classification, from_year, before_year, industry_code
