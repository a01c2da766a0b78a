-- one row per rule and language: programs it speaks of, their seats now and advised
select rule.title_zh as rule_title, count(advice.program_id) as programs, coalesce(sum(advice.seats), 0) as seats, coalesce(sum(advice.advised_seats), 0) as advised
from policy.rule as rule
left join marts.enrolment_advice as advice on advice.rule_id = rule.rule_id
group by rule.title_zh
union all
select rule.title_en, count(advice.program_id), coalesce(sum(advice.seats), 0), coalesce(sum(advice.advised_seats), 0)
from policy.rule as rule
left join marts.enrolment_advice as advice on advice.rule_id = rule.rule_id
group by rule.title_en
