-- one row per decision about a program and year
select
    program_key.program_id,
    decision.year,
    decision.decision,
    decision.decided_card,
    decision.decided_by,
    decision.decided_on,
    decision.document_number,
    decision.reason,
    decision.until_date
from staging.decision as decision
inner join core.program_key as program_key using (institution_code, catalogue_version, major_code, level)
where
    decision.row_status = 'loaded'
    and decision.year >= program_key.from_year
    and decision.year < program_key.before_year
