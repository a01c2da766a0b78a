-- one row per earlier row of a feed; other code may read a file otherwise: what both know counts as the later reads it
select present_row.* exclude (input_key) replace ('loaded' as row_status)
from changes.present_row as present_row
semi join changes.old_row as old_row using (_row_id)
union all by name
select old_row.* exclude (input_key)
from changes.old_row as old_row
anti join changes.present_row as present_row using (_row_id)
union all by name
select present_row.* exclude (input_key)
from changes.present_row as present_row
where
    row_status = 'loaded'
    and _delivery_id in (select delivery_id from previous.meta.source_file)
    and not exists (
        select 1
        from changes.old_row as old_row
        where old_row.input_key is not distinct from present_row.input_key
    )
