-- one row per delivered weight
select
    delivered.*,
    status.row_status,
    status.reason_code
from landing.crosswalk as delivered
inner join staging.row_status as status
    on status.feed = 'crosswalk' and status._row_id = delivered._row_id
