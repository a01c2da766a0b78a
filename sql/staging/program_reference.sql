-- one row per way in which deliveries name a program: which institution, catalogue entry and level that is
with delivered as (
    select distinct institution_code, institution_name, catalogue_version, major_code, major_name, level
    from landing.enrolment
    union
    select distinct institution_code, institution_name, catalogue_version, major_code, major_name, level
    from landing.employment
    union
    select distinct institution_code, institution_name, catalogue_version, major_code, major_name, level
    from landing.indicator
    union
    select distinct institution_code, institution_name, catalogue_version, major_code, major_name, level
    from landing.program_setting
    union
    select distinct institution_code, institution_name, catalogue_version, major_code, major_name, level
    from landing.decision
    union
    select distinct institution_code, institution_name, catalogue_version, major_code, major_name, level
    from landing.exemption
    union
    select distinct institution_code, institution_name, catalogue_version, major_code, major_name, level
    from landing.graduate
    union
    -- counted by major, of all institutions together
    select distinct
        cast(null as varchar) as institution_code, cast(null as varchar) as institution_name,
        catalogue_version, major_code, major_name, level
    from landing.employer_industry
),

numbered as (
    select
        row_number() over (
            order by institution_code, institution_name, catalogue_version, major_code, major_name, level
        ) as reference_id,
        delivered.*
    from delivered
),

institution_match as (
    select
        numbered.reference_id,
        min(name.institution_code) as resolved_institution_code,
        count(distinct name.institution_code) as institutions,
        bool_or(name.is_by_name) as is_institution_by_name
    from numbered
    inner join staging.institution_name as name
        on name.alias = coalesce(numbered.institution_code, numbered.institution_name)
    group by numbered.reference_id
),

major_match as (
    select
        numbered.reference_id,
        major.catalogue_version,
        major.major_code,
        major.level,
        -- a code that stands in several catalogues is distinguished by the name beside it
        case when major.major_name = numbered.major_name then 0 else 1 end as name_differs
    from numbered
    inner join staging.major_entry as major
        on
            major.major_code = numbered.major_code
            and (numbered.catalogue_version is null or major.catalogue_version = numbered.catalogue_version)
            and (numbered.level is null or major.level is null or major.level = numbered.level)
    union all
    -- a name stands in for a code only where no code was delivered
    select
        numbered.reference_id,
        major.catalogue_version,
        major.major_code,
        major.level,
        0 as name_differs
    from numbered
    inner join staging.major_entry as major
        on
            numbered.major_code is null
            and major.major_name = numbered.major_name
            and (numbered.catalogue_version is null or major.catalogue_version = numbered.catalogue_version)
            and (numbered.level is null or major.level is null or major.level = numbered.level)
),

major_best as (
    select
        reference_id,
        name_differs,
        count(*) as entries,
        min(catalogue_version) as catalogue_version,
        min(major_code) as major_code,
        min(level) as level,
        row_number() over (partition by reference_id order by name_differs) as preference
    from major_match
    group by reference_id, name_differs
)

select
    numbered.reference_id,
    numbered.institution_code,
    numbered.institution_name,
    numbered.catalogue_version,
    numbered.major_code,
    numbered.major_name,
    numbered.level,
    institution_match.resolved_institution_code,
    major_best.catalogue_version as resolved_catalogue_version,
    major_best.major_code as resolved_major_code,
    coalesce(numbered.level, major_best.level, 'all') as resolved_level,
    case
        -- an exemption may name a major at every institution, and employers are counted by major; others require one
        when coalesce(numbered.institution_code, numbered.institution_name) is null and major_best.entries = 1 then null
        when coalesce(numbered.institution_code, numbered.institution_name) is not null and institution_match.institutions is null
            then 'unknown_institution'
        when institution_match.institutions > 1 then 'ambiguous_institution'
        when major_best.entries is null then 'unknown_major'
        when major_best.entries > 1 then 'ambiguous_major'
    end as reason_code,
    institution_match.is_institution_by_name or numbered.major_code is null as is_by_name
from numbered
left join institution_match on institution_match.reference_id = numbered.reference_id
left join major_best
    on major_best.reference_id = numbered.reference_id and major_best.preference = 1
