-- the delivered rows behind a verdict: of the feed its criterion reads, or of all of them where it has none
with asked as (
    select max(indicator) as indicator
    from policy.criterion
    where criterion_id = $criterion
),

key as (
    select institution_code, catalogue_version, major_code, level, from_year, before_year
    from core.program_key
    where program_id = $program
),

delivered as (
    select
        employment.cohort_year as year, employment._file as file, employment._sheet as sheet, employment._row as row,
        employment.catalogue_version, employment.major_code, employment.row_status, employment.reason_code,
        employment._note as note, employment.observation, employment.graduates, employment.placed, employment.employed,
        employment.matched, employment.contract, employment.freelance, employment.in_house,
        null as planned, null as admitted, null as registered, null as numerator, null as denominator, employment.employment_rate as value
    from staging.employment as employment
    inner join key using (institution_code, catalogue_version, major_code, level)
    cross join asked
    where
        employment.cohort_year >= key.from_year
        and employment.cohort_year < key.before_year
        and (asked.indicator is null or list_contains($of_employment, asked.indicator))
    union all by name
    select
        enrolment.enrolment_year as year, enrolment._file as file, enrolment._sheet as sheet, enrolment._row as row,
        enrolment.catalogue_version, enrolment.major_code, enrolment.row_status, enrolment.reason_code,
        enrolment._note as note, enrolment.planned, enrolment.admitted, enrolment.registered
    from staging.enrolment as enrolment
    inner join key using (institution_code, catalogue_version, major_code, level)
    cross join asked
    where
        enrolment.enrolment_year >= key.from_year
        and enrolment.enrolment_year < key.before_year
        and (asked.indicator is null or list_contains($of_enrolment, asked.indicator))
    union all by name
    select
        indicator.year, indicator._file as file, indicator._sheet as sheet, indicator._row as row,
        indicator.catalogue_version, indicator.major_code, indicator.row_status, indicator.reason_code,
        indicator._note as note, indicator.numerator, indicator.denominator, indicator.value
    from staging.indicator as indicator
    inner join key using (institution_code, catalogue_version, major_code, level)
    cross join asked
    where asked.indicator is null or indicator.indicator = asked.indicator
)

select *
from delivered
where year between $since and $year
order by year, file, row
