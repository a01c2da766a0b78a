-- one row per delivered reading of a target
select
    delivered.target_code,
    delivered.target_name,
    delivered.clause,
    delivered.year,
    delivered.target_value,
    delivered.actual_value,
    delivered.unit,
    delivered._row_id,
    delivered._delivery_id,
    delivered._file,
    delivered._sheet,
    delivered._row,
    delivered._column,
    delivered._note,
    status.row_status,
    status.reason_code
from landing.target as delivered
inner join staging.row_status as status
    on status.feed = 'target' and status._row_id = delivered._row_id
