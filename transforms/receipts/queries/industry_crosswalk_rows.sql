-- the delivered weights that lead to an industry, in force in the year; observed ones as the counts they are made of
with counted as (
    select coalesce(max(case when year <= $year then year end), min(year)) as newest
    from core.employer_industry
    where industry_classification = $industry_classification
),

cohorts as (
    select max(value) as cohorts
    from policy.parameter
    where parameter = 'observed_cohorts'
)

select
    catalogue_version, major_scope, major_scope_code, major_scope_name, weight, cast(null as bigint) as employed, valid_from_year,
    _file as file, _sheet as sheet, _row as row
from staging.crosswalk
where
    row_status = 'loaded'
    and crosswalk_source = $crosswalk_source
    and industry_classification = $industry_classification
    and industry_code = $industry_code
    and coalesce(valid_from_year, 0) <= $year
union all
select
    employer.catalogue_version, 'major' as major_scope, employer.major_code as major_scope_code,
    major.major_name as major_scope_name, cast(null as double) as weight, employer.employed,
    employer.cohort_year as valid_from_year, employer._file as file, employer._sheet as sheet, employer._row as row
from staging.employer_industry as employer
cross join counted
cross join cohorts
left join core.major as major
    on major.catalogue_version = employer.catalogue_version and major.major_code = employer.major_code
where
    $crosswalk_source = 'observed'
    and employer.row_status = 'loaded'
    and employer.industry_classification = $industry_classification
    and employer.industry_code = $industry_code
    and employer.cohort_year <= counted.newest
    and employer.cohort_year > counted.newest - cohorts.cohorts
order by file, sheet, row
