-- one row per delivered row about an institution
select
    delivered.institution_code,
    delivered.institution_name,
    delivered.short_code,
    delivered.former_names,
    delivered.institution_type,
    delivered.district_code,
    delivered.district_name,
    delivered.authority,
    delivered._row_id,
    delivered._delivery_id,
    delivered._file,
    delivered._sheet,
    delivered._row,
    delivered._column,
    delivered._note,
    status.row_status,
    status.reason_code
from landing.institution as delivered
inner join staging.row_status as status
    on status.feed = 'institution' and status._row_id = delivered._row_id
