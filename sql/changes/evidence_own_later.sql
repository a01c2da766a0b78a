-- the last resort: a later row of the program, which says since when it is there, or which of its parts was largest
insert into changes.evidence
select
    unproven.program_id,
    unproven.year,
    'own' as relation,
    input_change.input_id,
    row_number() over (
        partition by unproven.program_id, unproven.year order by input_change.input_year, input_change.input_id
    ) as nearness
from changes.unproven as unproven
inner join (
    select program_id, program_id as ancestor_program_id from changes.program
    union
    select program_id, ancestor_program_id from changes.ancestor
) as line
    on line.program_id = unproven.program_id
inner join changes.touched as touched on touched.program_id = line.ancestor_program_id
inner join changes.input_change as input_change
    on input_change.input_id = touched.input_id and input_change.cause = unproven.cause
where input_change.feed <> 'decision'
qualify nearness <= 5
