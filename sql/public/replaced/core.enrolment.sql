-- one row per program and enrolment year: planned seats as they are, the intake as published sums count it
select
    enrolment.program_id,
    enrolment.year,
    enrolment.planned,
    case when enrolment.admitted is not null then counted.in_sums end as admitted,
    case when enrolment.registered is not null then counted.in_sums end as registered,
    -- that somebody studies there is known, how many is not published
    case when enrolment.enrolled is not null then 0 end as enrolled,
    case when enrolment.intake is not null then counted.in_sums end as intake,
    enrolment.delivered_rows,
    case when counted.status is not null then 1 else 0 end as stand_ins
from exact.core.enrolment as enrolment
left join disclosure.count as counted
    on
        counted.kind = 'intake'
        and counted.owner_id = enrolment.program_id
        and counted.year = enrolment.year
