-- one row per delivered weight
select
    delivered.crosswalk_source,
    delivered.catalogue_version,
    delivered.major_scope,
    delivered.major_scope_code,
    delivered.major_scope_name,
    delivered.industry_classification,
    delivered.industry_code,
    delivered.weight,
    delivered.valid_from_year,
    delivered._row_id,
    delivered._delivery_id,
    delivered._file,
    delivered._sheet,
    delivered._row,
    delivered._column,
    delivered._note,
    status.row_status,
    status.reason_code
from landing.crosswalk as delivered
inner join staging.row_status as status
    on status.feed = 'crosswalk' and status._row_id = delivered._row_id
