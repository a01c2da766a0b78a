-- changed rows of the programs whose record it carries on
insert into changes.evidence
select
    program_id, year, relation, input_id,
    row_number() over (partition by program_id, year order by years_before nulls first, feed, input_id) as nearness
from changes.line_input
where relation = 'ancestor' and (input_year is null or input_year <= year)
qualify nearness <= 5
