-- where the cause of each published change stands: file and row, document, or value of the policy, which is public
select
    evidence.program_id,
    evidence.year,
    evidence.evidence_number,
    evidence.relation,
    evidence.feed,
    evidence.happened,
    evidence.item,
    evidence.input_year,
    evidence.file,
    evidence.sheet,
    evidence.row,
    evidence.file_before,
    evidence.sheet_before,
    evidence.row_before,
    evidence.from_catalogue_version,
    evidence.from_major_code,
    evidence.to_catalogue_version,
    evidence.to_major_code,
    evidence.clause_id,
    evidence.valid_from,
    evidence.document_number,
    evidence.until_date,
    case when starts_with(evidence.feed, 'policy.') then evidence.differences end as differences
from exact.marts.change_evidence as evidence
semi join (select program_id, year from exact.marts.verdict_change where change_kind <> 'numbers') as published
    on published.program_id = evidence.program_id and published.year = evidence.year
