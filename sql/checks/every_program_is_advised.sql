-- every program that has not ended has one advice; returns the rows that offend
select standing.program_id, count(advice.program_id) as advices
from rules.standing as standing
left join marts.enrolment_advice as advice on advice.program_id = standing.program_id
where not standing.is_ended and exists (select 1 from policy.rule where ruleset = 'advice')
group by standing.program_id
having count(advice.program_id) <> 1
