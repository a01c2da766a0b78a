-- where the graduates, or the intake, of these programs in the year stand in the deliveries
with key as (
    select program_id, institution_code, catalogue_version, major_code, level, from_year, before_year
    from core.program_key
    where list_contains($programs, program_id)
)

select
    key.program_id, employment.observation, employment.graduates as persons,
    employment._file as file, employment._sheet as sheet, employment._row as row
from staging.employment as employment
inner join key using (institution_code, catalogue_version, major_code, level)
where
    $supply_basis = 'graduates'
    and employment.row_status = 'loaded'
    and employment.cohort_year = $year
    and employment.cohort_year >= key.from_year
    and employment.cohort_year < key.before_year
union all
select
    key.program_id, null as observation, coalesce(enrolment.registered, enrolment.admitted) as persons,
    enrolment._file as file, enrolment._sheet as sheet, enrolment._row as row
from staging.enrolment as enrolment
inner join key using (institution_code, catalogue_version, major_code, level)
where
    $supply_basis <> 'graduates'
    and enrolment.row_status = 'loaded'
    and enrolment.enrolment_year = $year
    and enrolment.enrolment_year >= key.from_year
    and enrolment.enrolment_year < key.before_year
order by file, row, program_id
