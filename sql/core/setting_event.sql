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
inner join core.program_key as program_key using (institution_code, catalogue_version, major_code, level)
where
    setting.row_status = 'loaded'
    and setting.year >= program_key.from_year
    and setting.year < program_key.before_year
group by all
