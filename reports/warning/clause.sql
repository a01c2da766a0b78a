-- one row per clause that a rule of the policy cites
from policy.clause
where
    clause_id in (select trigger.clause_id from policy.trigger as trigger)
    or clause_id in (select line.clause_id from policy.criterion_line as line)
    or clause_id in (select minimum.clause_id from policy.criterion_minimum as minimum)
    or clause_id in (select exemption.clause_id from policy.exemption as exemption)
    or clause_id in (select reinstatement.clause_id from policy.reinstatement as reinstatement)
order by kind desc, clause_id
