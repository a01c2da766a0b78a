-- one row per program and enrolment year
select
    program_key.program_id,
    enrolment.enrolment_year as year,
    cast(sum(enrolment.planned) as bigint) as planned,
    cast(sum(enrolment.admitted) as bigint) as admitted,
    cast(sum(enrolment.registered) as bigint) as registered,
    cast(sum(enrolment.enrolled) as bigint) as enrolled,
    -- an intake counts only where every row of the year gives one
    case
        when count(coalesce(enrolment.registered, enrolment.admitted)) = count(*)
            then cast(sum(coalesce(enrolment.registered, enrolment.admitted)) as bigint)
    end as intake,
    count(*) as delivered_rows,
    -- in what is published, intakes that are withheld stand at others
    0 as stand_ins
from staging.enrolment as enrolment
inner join core.program_key as program_key using (institution_code, catalogue_version, major_code, level)
where
    enrolment.row_status = 'loaded'
    and enrolment.enrolment_year >= program_key.from_year
    and enrolment.enrolment_year < program_key.before_year
group by program_key.program_id, enrolment.enrolment_year
