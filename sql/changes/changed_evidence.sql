-- the rows, values and decisions behind each changed verdict, the nearest first
select
    evidence.program_id,
    evidence.year,
    evidence.nearness as evidence_number,
    evidence.relation,
    input_change.feed,
    input_change.happened,
    input_change.item,
    input_change.input_year,
    input_change.file,
    input_change.sheet,
    input_change.row,
    input_change.file_before,
    input_change.sheet_before,
    input_change.row_before,
    input_change.from_catalogue_version,
    input_change.from_major_code,
    input_change.to_catalogue_version,
    input_change.to_major_code,
    input_change.clause_id,
    input_change.valid_from,
    input_change.document_number,
    input_change.until_date,
    cast(input_change.differences as varchar) as differences
from changes.evidence as evidence
inner join changes.input_change as input_change on input_change.input_id = evidence.input_id
order by evidence.program_id, evidence.year, evidence.nearness
