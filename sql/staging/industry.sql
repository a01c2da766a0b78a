-- one row per delivered row about an industry
select
    delivered.*,
    status.row_status,
    status.reason_code
from landing.industry as delivered
inner join staging.row_status as status
    on status.feed = 'industry' and status._row_id = delivered._row_id
