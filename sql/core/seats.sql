-- one row per program and September that its institution reported: the seats it offered
with stated as (
    select
        spine.*,
        coalesce(spine.planned, spine.admitted, spine.registered, spine.enrolled) is not null as is_delivered
    from core.program_spine as spine
)

select
    program_id,
    year,
    institution_code,
    level,
    -- an institution that reported its other programs and not this one offered no seat in it
    case when is_delivered then cast(coalesce(planned, admitted, registered) as bigint) else 0 end as seats,
    case when planned is not null or not is_delivered then 'planned' when admitted is not null then 'admitted' else 'registered' end
        as seats_basis,
    is_delivered
from stated
where is_delivered or (is_intake_inferred and intake = 0)
