-- one row per program and exemption; an exemption that names no institution covers the major everywhere
select
    program.program_id,
    exemption.reason,
    exemption.valid_from,
    exemption.valid_to,
    exemption.document_number
from staging.exemption as exemption
inner join core.major_identity as identity using (catalogue_version, major_code)
inner join core.program as program
    on
        program.catalogue_version = identity.current_catalogue_version
        and program.major_code = identity.current_major_code
        and program.level = exemption.level
        and (exemption.institution_code is null or program.institution_code = exemption.institution_code)
where exemption.row_status = 'loaded'
