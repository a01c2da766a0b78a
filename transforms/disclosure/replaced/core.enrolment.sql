-- one row per program and enrolment year: plan and intake to the base; that somebody was taken in stays to be seen
select
    enrolment.program_id,
    enrolment.year,
    case when enrolment.planned > 0 then greatest(base, base * cast(round(enrolment.planned / nullif(base, 0)) as bigint)) else enrolment.planned end as planned,
    case when enrolment.admitted > 0 then greatest(base, base * cast(round(enrolment.admitted / nullif(base, 0)) as bigint)) else enrolment.admitted end as admitted,
    case when enrolment.registered > 0 then greatest(base, base * cast(round(enrolment.registered / nullif(base, 0)) as bigint)) else enrolment.registered end as registered,
    case when enrolment.enrolled > 0 then greatest(base, base * cast(round(enrolment.enrolled / nullif(base, 0)) as bigint)) else enrolment.enrolled end as enrolled,
    case when enrolment.intake > 0 then greatest(base, base * cast(round(enrolment.intake / nullif(base, 0)) as bigint)) else enrolment.intake end as intake,
    enrolment.delivered_rows
from exact.core.enrolment as enrolment
cross join (select rounding_base as base from disclosure.limit_) as limit_
