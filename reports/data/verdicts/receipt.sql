-- one row per program: its newest verdict with rule, clause, evidence and decision, in published numbers
from (select *, pooled_status as pooled_low_status, pooled_status as pooled_high_status from marts.verdict)
left join policy.criterion using (criterion_id)
where is_latest_year
order by institution_code, level, major_code, program_id
