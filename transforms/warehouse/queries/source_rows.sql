select
    employment.cohort_year as year, employment._file as file, employment._sheet as sheet, employment._row as row,
    employment.catalogue_version, employment.major_code, employment.graduates, employment.placed, employment.employed,
    employment.matched, employment.row_status, employment.reason_code, employment._note as note
from staging.employment as employment
inner join core.program_key as key
    on
        key.institution_code = employment.institution_code
        and key.catalogue_version = employment.catalogue_version
        and key.major_code = employment.major_code
        and key.level = employment.level
        and employment.cohort_year >= key.from_year
        and employment.cohort_year < key.before_year
where key.program_id = $program and employment.cohort_year between $since and $year
union all
select
    indicator.year, indicator._file as file, indicator._sheet as sheet, indicator._row as row,
    indicator.catalogue_version, indicator.major_code, indicator.denominator as graduates,
    indicator.numerator as placed, null as employed, null as matched, indicator.row_status, indicator.reason_code,
    indicator._note as note
from staging.indicator as indicator
inner join core.program_key as key
    on
        key.institution_code = indicator.institution_code
        and key.catalogue_version = indicator.catalogue_version
        and key.major_code = indicator.major_code
        and key.level = indicator.level
where key.program_id = $program and indicator.year between $since and $year
order by year, file, row
