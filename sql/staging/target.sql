-- one row per delivered reading of a target
select
    delivered.*,
    status.row_status,
    status.reason_code
from landing.target as delivered
inner join staging.row_status as status
    on status.feed = 'target' and status._row_id = delivered._row_id
