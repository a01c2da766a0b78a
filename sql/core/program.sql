-- one row per program: an institution's major at a level, under the code it carries today
with seen as (
    select program_id, year, true as is_intake, coalesce(registered, admitted, planned) as intake from core.enrolment
    union all
    select program_id, year, false as is_intake, graduates as intake from core.cohort
    union all
    select program_id, year, false as is_intake, cast(null as bigint) as intake from core.delivered_indicator
),

extent as (
    select
        program_id,
        min(year) as first_year,
        max(year) as last_year,
        min(case when is_intake then year end) as first_intake_year,
        max(case when is_intake and intake > 0 then year end) as last_intake_year,
        min(case when not is_intake then year end) as first_result_year
    from seen
    group by program_id
),

key as (
    select distinct
        program_id,
        institution_code,
        current_catalogue_version,
        current_major_code,
        level
    from core.program_key
)

select
    key.program_id,
    key.institution_code,
    institution.institution_name,
    institution.institution_type,
    institution.district_code,
    institution.district_name,
    key.level,
    key.current_catalogue_version as catalogue_version,
    key.current_major_code as major_code,
    major.major_name,
    major.major_class_code,
    major.major_class_name,
    major.major_division_code,
    major.major_division_name,
    coalesce(major.is_controlled, false) as is_controlled,
    extent.first_year,
    extent.last_year,
    extent.first_intake_year,
    extent.last_intake_year,
    extent.first_result_year
from key
inner join extent on extent.program_id = key.program_id
left join core.institution as institution on institution.institution_code = key.institution_code
left join core.major as major
    on major.catalogue_version = key.current_catalogue_version and major.major_code = key.current_major_code
