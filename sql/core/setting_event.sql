-- one row per program, year and event that was filed or approved
select
    program_key.program_id,
    setting.year,
    setting.event,
    program_key.institution_code,
    program_key.current_catalogue_version as catalogue_version,
    program_key.current_major_code as major_code,
    setting.level,
    max(setting.document_number) as document_number
from staging.program_setting as setting
inner join core.program_key as program_key
    on
        program_key.institution_code = setting.institution_code
        and program_key.catalogue_version = setting.catalogue_version
        and program_key.major_code = setting.major_code
        and program_key.level = setting.level
        and setting.year >= program_key.from_year
        and setting.year < program_key.before_year
where setting.row_status = 'loaded'
group by all
