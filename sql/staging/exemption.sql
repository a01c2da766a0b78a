-- one row per delivered exemption
select
    reference.resolved_institution_code as institution_code,
    reference.resolved_catalogue_version as catalogue_version,
    reference.resolved_major_code as major_code,
    reference.resolved_level as level,
    reference.is_by_name,
    delivered.* exclude (institution_code, institution_name, catalogue_version, major_code, major_name, level),
    status.row_status,
    status.reason_code
from landing.exemption as delivered
inner join staging.row_status as status
    on status.feed = 'exemption' and status._row_id = delivered._row_id
inner join staging.delivered_program_row as program_row
    on program_row.feed = 'exemption' and program_row._row_id = delivered._row_id
inner join staging.program_reference as reference
    on reference.reference_id = program_row.reference_id
