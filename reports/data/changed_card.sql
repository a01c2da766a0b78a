-- one row per program of the newest year whose card differs from the release before, with the nearest evidence
from marts.verdict_change
inner join (
    select
        * exclude (file, sheet, row),
        coalesce(file, file_before) as file,
        coalesce(sheet, sheet_before) as sheet,
        coalesce(row, row_before) as row
    from marts.change_evidence
    where evidence_number = 1
) using (program_id, year)
where is_latest_year and change_kind in ('card', 'entered', 'left')
order by institution_name, major_code, level, program_id
