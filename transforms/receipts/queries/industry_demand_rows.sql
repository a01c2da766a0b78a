-- the delivered rows an industry's demand is the sum of
with delivered as (
    select year, level, vacancies as value, 'vacancies' as demand_basis, region_code, industry_classification, industry_code,
        _file, _sheet, _row, row_status
    from staging.vacancy
    union all by name
    select year, value, measure as demand_basis, region_code, industry_classification, industry_code,
        _file, _sheet, _row, row_status
    from staging.industry_activity
)

select year, level, value, _file as file, _sheet as sheet, _row as row
from delivered
where
    row_status = 'loaded'
    and value is not null
    and year = $demand_year
    and demand_basis = $demand_basis
    and region_code = $region_code
    and industry_classification = $industry_classification
    and industry_code = $industry_code
order by file, sheet, row
