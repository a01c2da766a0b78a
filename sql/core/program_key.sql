-- one row per institution, catalogue entry, level and span of years: the program its rows are counted under
select distinct
    reference.resolved_institution_code as institution_code,
    reference.resolved_catalogue_version as catalogue_version,
    reference.resolved_major_code as major_code,
    reference.resolved_level as level,
    identity.from_year,
    identity.before_year,
    identity.current_catalogue_version,
    identity.current_major_code,
    concat_ws(
        '.', reference.resolved_institution_code, identity.current_catalogue_version,
        identity.current_major_code, reference.resolved_level
    ) as program_id
from staging.program_reference as reference
inner join core.major_identity as identity
    on
        identity.catalogue_version = reference.resolved_catalogue_version
        and identity.major_code = reference.resolved_major_code
where reference.reason_code is null and reference.resolved_institution_code is not null
