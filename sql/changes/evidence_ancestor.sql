-- changed rows of the programs whose record it carries on
insert into changes.evidence
select
    unproven.program_id,
    unproven.year,
    'ancestor' as relation,
    input_change.input_id,
    row_number() over (
        partition by unproven.program_id, unproven.year
        order by unproven.year - input_change.input_year nulls first, input_change.feed, input_change.input_id
    ) as nearness
from changes.unproven as unproven
inner join changes.ancestor as ancestor on ancestor.program_id = unproven.program_id
inner join changes.touched as touched on touched.program_id = ancestor.ancestor_program_id
inner join changes.input_change as input_change
    on input_change.input_id = touched.input_id and input_change.cause = unproven.cause
where input_change.input_year is null or input_change.input_year <= unproven.year
qualify nearness <= 5
