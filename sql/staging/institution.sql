-- one row per delivered row about an institution
select
    delivered.*,
    status.row_status,
    status.reason_code
from landing.institution as delivered
inner join staging.row_status as status
    on status.feed = 'institution' and status._row_id = delivered._row_id
