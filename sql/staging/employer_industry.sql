-- one row per delivered count of employed graduates of a major by their employers' industry
select
    reference.resolved_catalogue_version as catalogue_version,
    reference.resolved_major_code as major_code,
    reference.resolved_level as level,
    reference.is_by_name,
    delivered.* exclude (catalogue_version, major_code, major_name, level),
    status.row_status,
    status.reason_code
from landing.employer_industry as delivered
inner join staging.row_status as status
    on status.feed = 'employer_industry' and status._row_id = delivered._row_id
left join staging.program_reference as reference
    on
        reference.institution_code is null
        and reference.institution_name is null
        and reference.catalogue_version is not distinct from delivered.catalogue_version
        and reference.major_code is not distinct from delivered.major_code
        and reference.major_name is not distinct from delivered.major_name
        and reference.level is not distinct from delivered.level
