-- one row per delivered row about a catalogue entry
select
    delivered.*,
    status.row_status,
    status.reason_code
from landing.major as delivered
inner join staging.row_status as status
    on status.feed = 'major' and status._row_id = delivered._row_id
