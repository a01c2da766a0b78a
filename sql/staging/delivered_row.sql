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
select *
from staging.delivered_industry_row
union all
select * exclude (reference_id)
from staging.delivered_program_row
