-- changed rows of the program about years before a verdict that entered or left with a year
insert into changes.evidence
select
    unproven.program_id,
    unproven.year,
    'own' as relation,
    input_change.input_id,
    row_number() over (
        partition by unproven.program_id, unproven.year
        order by unproven.year - input_change.input_year, input_change.feed, input_change.input_id
    ) as nearness
from changes.unproven as unproven
inner join changes.touched as touched on touched.program_id = unproven.program_id
inner join changes.input_change as input_change
    on input_change.input_id = touched.input_id and input_change.cause = unproven.cause
where input_change.feed <> 'decision' and input_change.input_year <= unproven.year
qualify nearness <= 5
