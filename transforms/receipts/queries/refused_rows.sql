select refused.file, refused.sheet, refused.row, refused.reason_code, refused.message_zh, refused.message_en
from meta.refused_row as refused
inner join core.program as program on program.program_id = $program
where
    refused.row_json is not null
    and contains(refused.row_json, program.institution_code)
    and exists (
        select 1
        from core.program_key as key
        where key.program_id = program.program_id and contains(refused.row_json, '"' || key.major_code || '"')
    )
order by refused.file, refused.row
