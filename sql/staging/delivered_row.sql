-- one row per landed row: the key it is about, a fingerprint of what it says, and why it cannot be used, if so
select
    'institution' as feed,
    _row_id,
    _delivery_id,
    institution_code as row_key,
    md5(concat_ws('|', institution_name, short_code, former_names, institution_type, district_code, district_name)) as said,
    cast(null as varchar) as reason_code
from landing.institution
union all
select
    'major' as feed,
    _row_id,
    _delivery_id,
    concat_ws('|', catalogue_version, major_code) as row_key,
    md5(concat_ws('|', major_name, level, major_class_code, major_class_name, major_division_code, is_controlled)) as said,
    cast(null as varchar) as reason_code
from landing.major
union all
select
    'major_lineage' as feed,
    _row_id,
    _delivery_id,
    concat_ws('|', from_catalogue_version, coalesce(from_major_code, '-'), to_catalogue_version, coalesce(to_major_code, '-')) as row_key,
    md5(concat_ws('|', kind, effective_year)) as said,
    cast(null as varchar) as reason_code
from landing.major_lineage
union all
select
    'industry' as feed,
    _row_id,
    _delivery_id,
    concat_ws('|', industry_classification, industry_code) as row_key,
    md5(concat_ws('|', industry_name, parent_code, granularity)) as said,
    cast(null as varchar) as reason_code
from landing.industry
union all
select
    'target' as feed,
    _row_id,
    _delivery_id,
    concat_ws('|', target_code, year) as row_key,
    md5(concat_ws('|', target_name, coalesce(target_value, -1), coalesce(actual_value, -1), unit)) as said,
    cast(null as varchar) as reason_code
from landing.target
union all
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
    feed,
    _row_id,
    _delivery_id,
    row_key,
    said,
    reason_code
from staging.delivered_program_row
