-- one row per program and year: the newest decision that covers it
with covering as (
    select
        decision.*,
        row_number() over (
            partition by program_id, year
            order by decided_on desc, document_number desc
        ) as preference
    from core.decision as decision
)

select
    program_id,
    year,
    decision,
    decided_card,
    decided_by,
    decided_on,
    document_number,
    reason,
    until_date
from covering
where preference = 1
