-- one row per program and September that its institution reported: the seats it offered
select
    spine.program_id,
    spine.year,
    spine.institution_code,
    spine.level,
    -- an institution that reported its other programs and not this one offered no seat in it
    case when enrolment.program_id is null then 0 else coalesce(enrolment.planned, enrolment.admitted, enrolment.registered) end
        as seats,
    enrolment.program_id is not null as is_delivered
from core.program_spine as spine
left join core.enrolment as enrolment
    on enrolment.program_id = spine.program_id and enrolment.year = spine.year
where enrolment.program_id is not null or (spine.is_intake_inferred and spine.intake = 0)
