-- the code of either release
insert into changes.evidence
select unproven.program_id, unproven.year, 'method' as relation, input_change.input_id, 1 as nearness
from changes.unproven as unproven
inner join changes.input_change as input_change on input_change.cause = 'method_change'
where unproven.cause = 'method_change'
