-- the last resort: a later row of the program, which says since when it is there, or which of its parts was largest
insert into changes.evidence
select
    program_id, year, 'own' as relation, input_id,
    row_number() over (partition by program_id, year order by input_year, input_id) as nearness
from changes.line_input
where feed <> 'decision'
qualify nearness <= 5
