-- one row per landed row about an industry: the key it is about, a fingerprint of what it says, and why it cannot be used
select
    'industry_activity' as feed,
    activity._row_id,
    activity._delivery_id,
    concat_ws('|', activity.region_code, activity.industry_classification, reference.resolved_industry_code, activity.year, activity.measure) as row_key,
    md5(coalesce(cast(activity.value as varchar), '-')) as said,
    reference.reason_code
from landing.industry_activity as activity
left join staging.industry_reference as reference
    on
        reference.industry_classification is not distinct from activity.industry_classification
        and reference.industry_code is not distinct from activity.industry_code
        and reference.industry_name is not distinct from activity.industry_name
union all
select
    'vacancy' as feed,
    vacancy._row_id,
    vacancy._delivery_id,
    concat_ws('|', vacancy.region_code, vacancy.industry_classification, reference.resolved_industry_code, vacancy.year, coalesce(vacancy.level, '-')) as row_key,
    md5(coalesce(cast(vacancy.vacancies as varchar), '-')) as said,
    reference.reason_code
from landing.vacancy as vacancy
left join staging.industry_reference as reference
    on
        reference.industry_classification is not distinct from vacancy.industry_classification
        and reference.industry_code is not distinct from vacancy.industry_code
        and reference.industry_name is not distinct from vacancy.industry_name
union all
select
    'crosswalk' as feed,
    crosswalk._row_id,
    crosswalk._delivery_id,
    concat_ws(
        '|', crosswalk.crosswalk_source, crosswalk.catalogue_version, crosswalk.major_scope, crosswalk.major_scope_code,
        crosswalk.industry_classification, coalesce(crosswalk.industry_code, '-'), coalesce(crosswalk.valid_from_year, 0)
    ) as row_key,
    md5(cast(crosswalk.weight as varchar)) as said,
    case when crosswalk.industry_code is not null then reference.reason_code end as reason_code
from landing.crosswalk as crosswalk
left join staging.industry_reference as reference
    on
        reference.industry_classification = crosswalk.industry_classification
        and reference.industry_code = crosswalk.industry_code
        and reference.industry_name is null
union all
select
    'employer_industry' as feed,
    employer._row_id,
    employer._delivery_id,
    concat_ws(
        '|', program.resolved_catalogue_version, program.resolved_major_code, program.resolved_level, employer.cohort_year,
        employer.industry_classification, coalesce(employer.industry_code, '-')
    ) as row_key,
    md5(concat_ws('|', coalesce(employer.employed, -1), coalesce(employer.matched, -1))) as said,
    coalesce(program.reason_code, case when employer.industry_code is not null then reference.reason_code end) as reason_code
from landing.employer_industry as employer
left join staging.program_reference as program
    on
        program.institution_code is null
        and program.institution_name is null
        and program.catalogue_version is not distinct from employer.catalogue_version
        and program.major_code is not distinct from employer.major_code
        and program.major_name is not distinct from employer.major_name
        and program.level is not distinct from employer.level
left join staging.industry_reference as reference
    on
        reference.industry_classification = employer.industry_classification
        and reference.industry_code = employer.industry_code
        and reference.industry_name is null
