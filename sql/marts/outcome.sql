-- one row per year, level and scope: the destinations of its programs for which both counts of a rate were delivered
with scoped as (
    select 'city' as outcome_scope, policy.region_code as outcome_scope_code, program_year.*
    from marts.program_year as program_year
    cross join policy.policy as policy
    union all
    select 'district' as outcome_scope, district_code as outcome_scope_code, program_year.*
    from marts.program_year as program_year
    where district_code is not null
    union all
    select 'institution' as outcome_scope, institution_code as outcome_scope_code, program_year.*
    from marts.program_year as program_year
    union all
    select
        'major_class' as outcome_scope,
        concat_ws('.', catalogue_version, major_class_code) as outcome_scope_code,
        program_year.*
    from marts.program_year as program_year
    where major_class_code is not null
    union all
    select
        'major' as outcome_scope,
        concat_ws('.', catalogue_version, major_code) as outcome_scope_code,
        program_year.*
    from marts.program_year as program_year
),

counted as (
    select
        year,
        level,
        outcome_scope,
        outcome_scope_code,
        cast(sum(case when placed is not null then graduates end) as bigint) as graduates,
        cast(sum(case when graduates is not null then placed end) as bigint) as placed,
        cast(sum(case when matched is not null then employed end) as bigint) as employed,
        cast(sum(case when employed is not null then matched end) as bigint) as matched,
        count(*) as cohorts,
        cast(sum(stand_ins) as bigint) as stand_ins,
        cast(sum(small_parts) as bigint) as small_parts
    from scoped
    where graduates is not null and placed is not null or employed is not null and matched is not null
    group by year, level, outcome_scope, outcome_scope_code
)

select
    year,
    level,
    outcome_scope,
    outcome_scope_code,
    graduates,
    placed,
    placed / nullif(cast(graduates as double), 0) as employment_rate,
    employed,
    matched,
    matched / nullif(cast(employed as double), 0) as matched_rate,
    cohorts,
    stand_ins,
    small_parts
from counted
