-- one row per program and year from the program's first to the last delivered year, gaps included
with counted_until as (
    -- a program merged into another ends where its rows begin to count for the other
    select program_id, max(before_year) as before_year
    from core.program_key
    group by program_id
),

intake_reported as (
    select distinct program.institution_code, enrolment.year
    from core.enrolment as enrolment
    inner join core.program as program on program.program_id = enrolment.program_id
)

select
    program.program_id,
    year.year,
    program.institution_code,
    program.level,
    enrolment.planned,
    enrolment.admitted,
    enrolment.registered,
    enrolment.enrolled,
    -- an institution that reported its other programs of the year and not this one took nobody in
    case
        when enrolment.program_id is not null then enrolment.intake
        when intake_reported.year is not null and program.first_intake_year <= year.year then 0
    end as intake,
    coalesce(enrolment.stand_ins, 0) as intake_stand_ins,
    enrolment.program_id is null and intake_reported.year is not null as is_intake_inferred
from core.program as program
inner join counted_until on counted_until.program_id = program.program_id
inner join core.year as year on year.year >= program.first_year and year.year < counted_until.before_year
left join core.enrolment as enrolment
    on enrolment.program_id = program.program_id and enrolment.year = year.year
left join intake_reported
    on intake_reported.institution_code = program.institution_code and intake_reported.year = year.year
