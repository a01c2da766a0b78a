-- intake loaded and intake of programs are equal; returns the rows that offend
with delivered as (
    select
        enrolment_year as year,
        coalesce(sum(planned), 0) as planned,
        coalesce(sum(admitted), 0) as admitted
    from staging.enrolment
    where row_status = 'loaded'
    group by enrolment_year
),

kept as (
    select year, coalesce(sum(planned), 0) as planned, coalesce(sum(admitted), 0) as admitted
    from core.program_spine
    group by year
)

select year, delivered.planned, kept.planned as planned_in_programs, delivered.admitted, kept.admitted as admitted_in_programs
from delivered
left join kept using (year)
where delivered.planned is distinct from kept.planned or delivered.admitted is distinct from kept.admitted
