-- one row per delivered step between two catalogue entries
select
    delivered.*,
    status.row_status,
    status.reason_code
from landing.major_lineage as delivered
inner join staging.row_status as status
    on status.feed = 'major_lineage' and status._row_id = delivered._row_id
