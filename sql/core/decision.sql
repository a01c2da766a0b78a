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
inner join core.program_key as program_key
    on
        program_key.institution_code = decision.institution_code
        and program_key.catalogue_version = decision.catalogue_version
        and program_key.major_code = decision.major_code
        and program_key.level = decision.level
        and decision.year >= program_key.from_year
        and decision.year < program_key.before_year
where decision.row_status = 'loaded'
