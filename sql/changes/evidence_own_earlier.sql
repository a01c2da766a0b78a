-- changed rows of the program about years before a verdict that entered or left with a year
insert into changes.evidence
select
    program_id, year, relation, input_id,
    row_number() over (partition by program_id, year order by years_before, feed, input_id) as nearness
from changes.line_input
where relation = 'own' and feed <> 'decision' and input_year <= year
qualify nearness <= 5
