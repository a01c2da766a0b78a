-- every filing is one confirmed change, and every confirmed change a filing; returns the rows that offend
with filed as (
    select program_id, year, event as change
    from core.setting_event
    where event <> 'kept'
),

confirmed as (
    select program_id, year, change
    from marts.setting_change
    where basis = 'confirmed'
)

select
    coalesce(filed.program_id, confirmed.program_id) as program_id,
    coalesce(filed.year, confirmed.year) as year,
    filed.change as filed_change,
    confirmed.change as confirmed_change
from filed
full join confirmed using (program_id, year, change)
where filed.program_id is null or confirmed.program_id is null
