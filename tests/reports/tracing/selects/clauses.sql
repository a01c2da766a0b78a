-- one row: clauses that the rules cite, and those of them that no official text was seen of
select count(*) as clauses, count(*) filter (where kind = 'declared_assumption' or not is_verified) as unverified
from policy.clause
where clause_id in (
    select clause_id from policy.trigger
    union all select clause_id from policy.criterion_line
    union all select clause_id from policy.criterion_minimum
    union all select clause_id from policy.exemption
    union all select clause_id from policy.reinstatement
)
