-- one row per year, level, region, breakdown and its code: graduates employed, and those whose work matches their major
with counted as (
    select
        year, level, district_code, catalogue_version as scope_version, employed, matched, stand_ins, small_parts,
        major_code, major_name, major_class_code, major_class_name, major_division_code, major_division_name
    from marts.program_year
    where employed is not null and matched is not null
),

-- each program counts in its division and its class, and, for the whole region, in its major
scoped as (
    select
        year, level, district_code, 'division' as matched_scope, scope_version, major_division_code as scope_code,
        major_division_name as scope_name, employed, matched, stand_ins, small_parts
    from counted
    where major_division_code is not null
    union all
    select
        year, level, district_code, 'class' as matched_scope, scope_version, major_class_code as scope_code,
        major_class_name as scope_name, employed, matched, stand_ins, small_parts
    from counted
    where major_class_code is not null
    union all
    select
        year, level, cast(null as varchar) as district_code, 'major' as matched_scope, scope_version, major_code as scope_code,
        major_name as scope_name, employed, matched, stand_ins, small_parts
    from counted
),

of_majors as (
    select year, level, policy.region_code, matched_scope, scope_version, scope_code, scope_name, employed, matched, stand_ins, small_parts
    from scoped
    cross join policy.policy as policy
    union all
    select year, level, district_code as region_code, matched_scope, scope_version, scope_code, scope_name, employed, matched, stand_ins, small_parts
    from scoped
    where district_code is not null
),

-- which industry a graduate works in is counted for the whole region
of_industries as (
    select
        employer.year, employer.level, policy.region_code, 'industry' as matched_scope,
        employer.industry_classification as scope_version, employer.industry_code as scope_code,
        industry.industry_name as scope_name, employer.employed, employer.matched, employer.stand_ins, employer.small_parts
    from core.employer_industry as employer
    cross join policy.policy as policy
    left join staging.industry as industry
        on
            industry.industry_classification = employer.industry_classification
            and industry.industry_code = employer.industry_code
            and industry.row_status = 'loaded'
    where employer.matched is not null
),

placed as (
    select * from of_majors
    union all
    select * from of_industries
),

levelled as (
    select * from placed
    where level <> 'all'
    union all
    select year, 'all' as level, region_code, matched_scope, scope_version, scope_code, scope_name, employed, matched, stand_ins, small_parts
    from placed
),

break as (
    select max(cast(value as integer)) as cohort_year
    from policy.parameter
    where parameter = 'series_break_cohort_year'
),

counted_from as (
    select min(year) as first_year
    from placed
)

select
    levelled.year,
    levelled.level,
    region_code,
    matched_scope,
    scope_version,
    scope_code,
    max(scope_name) as scope_name,
    cast(sum(employed) as bigint) as employed,
    cast(sum(matched) as bigint) as matched,
    count(*) as cohorts,
    cast(sum(stand_ins) as bigint) as stand_ins,
    cast(sum(small_parts) as bigint) as small_parts,
    cast(sum(matched) as bigint) / nullif(cast(cast(sum(employed) as bigint) as double), 0) as matched_rate,
    -- the first cohort of the new series, wherever the older one was delivered too
    coalesce(levelled.year = max(break.cohort_year) and max(counted_from.first_year) < max(break.cohort_year), false) as is_series_break
from levelled
cross join break
cross join counted_from
group by levelled.year, levelled.level, region_code, matched_scope, scope_version, scope_code
