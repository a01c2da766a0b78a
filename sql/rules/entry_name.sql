-- one row per program and September whose rows stood under another name of the major than the year before
with named as (
    select
        program_key.program_id,
        enrolment.enrolment_year as year,
        max(major.major_name) as major_name
    from staging.enrolment as enrolment
    inner join core.program_key as program_key
        on
            program_key.institution_code = enrolment.institution_code
            and program_key.catalogue_version = enrolment.catalogue_version
            and program_key.major_code = enrolment.major_code
            and program_key.level = enrolment.level
            and enrolment.enrolment_year >= program_key.from_year
            and enrolment.enrolment_year < program_key.before_year
    inner join core.major as major
        on major.catalogue_version = enrolment.catalogue_version and major.major_code = enrolment.major_code
    where enrolment.row_status = 'loaded'
    group by program_key.program_id, enrolment.enrolment_year
    -- two names in one year are a merger, not a change of name
    having count(distinct major.major_name) = 1
)

select
    now.program_id,
    now.year,
    before.major_name as former_major_name
from named as now
inner join named as before on before.program_id = now.program_id and before.year = now.year - 1
where before.major_name <> now.major_name
