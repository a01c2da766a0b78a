-- one row per rule of advice in force that speaks for a program, in the order of the policy
select
    rule.rule_id,
    rule.owner as advice,
    rule.title_zh,
    rule.title_en,
    clause.title as clause_title,
    clause.number as clause_number,
    clause.kind as clause_kind,
    clause.is_verified
from policy.rule as rule
left join policy.clause as clause on clause.clause_id = rule.clause_id
where rule.ruleset = 'advice' and rule.rule_id in (select rule_id from marts.enrolment_advice)
order by rule.position
