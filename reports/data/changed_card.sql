-- one row per program of the newest year whose card differs from the release before, with the nearest evidence
select
    evidence.happened,
    evidence.feed,
    coalesce(evidence.file, evidence.file_before) as file,
    coalesce(evidence.sheet, evidence.sheet_before) as sheet,
    coalesce(evidence.row, evidence.row_before) as row,
    evidence.document_number,
    evidence.item,
    evidence.differences,
    change.program_id,
    change.institution_name,
    change.level,
    change.major_code,
    change.major_name,
    change.change_kind,
    change.card_before,
    change.card,
    change.decided_card_before,
    change.decided_card,
    change.cause,
    change.nature
from marts.verdict_change as change
inner join marts.change_evidence as evidence
    on evidence.program_id = change.program_id and evidence.year = change.year and evidence.evidence_number = 1
where change.is_latest_year and change.change_kind in ('card', 'entered', 'left')
order by change.institution_name, change.major_code, change.level, change.program_id
