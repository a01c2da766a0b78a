-- the delivered weights that lead to an industry, in force in the year
select
    catalogue_version, major_scope, major_scope_code, major_scope_name, weight, valid_from_year,
    _file as file, _sheet as sheet, _row as row
from staging.crosswalk
where
    row_status = 'loaded'
    and crosswalk_source = $crosswalk_source
    and industry_classification = $industry_classification
    and industry_code = $industry_code
    and coalesce(valid_from_year, 0) <= $year
order by file, sheet, row
