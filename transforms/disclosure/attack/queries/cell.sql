-- one row per cohort that is told or withheld: its counts as an outsider reads them, and the scopes they are summed in
select
    row_number() over (order by program_id, year) - 1 as cell,
    program_id,
    year,
    observation,
    level,
    institution_code,
    district_code,
    concat_ws('.', catalogue_version, major_class_code) as class_code,
    major_class_code is not null as has_class,
    concat_ws('.', catalogue_version, major_code) as major_code,
    cast(graduates as double) as graduates,
    cast(placed as double) as placed,
    cast(employed as double) as employed,
    cast(matched as double) as matched,
    graduates_status,
    placed_status,
    employed_status,
    matched_status
from marts.program_year
where observation is not null
order by cell
