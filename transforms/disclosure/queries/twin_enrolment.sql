-- one row per program and year as they stand in a twin: a withheld intake is the drawn one
with moved as (
    select enrolment.*, drawn.graduates - coalesce(enrolment.registered, enrolment.admitted) as change
    from truth.core.enrolment as enrolment
    left join drawn_count as drawn
        on drawn.kind = 'intake' and drawn.owner_id = enrolment.program_id and drawn.year = enrolment.year
)

select
    moved.* exclude (change) replace (
        admitted + coalesce(change, 0) as admitted,
        registered + coalesce(change, 0) as registered,
        case when change is not null then enrolled + 1 else enrolled end as enrolled,
        intake + coalesce(change, 0) as intake
    )
from moved
