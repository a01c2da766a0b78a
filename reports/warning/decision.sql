-- one row per decision on a program of the latest year: the computed card beside the decided one
select
    institution_name,
    level,
    major_code,
    major_name,
    card,
    decided_card,
    decision,
    decided_by,
    decided_on,
    decision_document,
    decision_reason
from marts.verdict
where is_latest_year and decision is not null
order by institution_name, major_code, level, program_id
