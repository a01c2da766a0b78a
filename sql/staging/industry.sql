-- one row per delivered row about an industry
select
    delivered.industry_classification,
    delivered.industry_code,
    delivered.industry_name,
    delivered.parent_code,
    delivered.granularity,
    delivered._row_id,
    delivered._delivery_id,
    delivered._file,
    delivered._sheet,
    delivered._row,
    delivered._column,
    delivered._note,
    status.row_status,
    status.reason_code
from landing.industry as delivered
inner join staging.row_status as status
    on status.feed = 'industry' and status._row_id = delivered._row_id
