-- an institution that reports its other programs says that this one took nobody in
insert into changes.evidence
select
    unproven.program_id,
    unproven.year,
    'institution' as relation,
    input_change.input_id,
    row_number() over (
        partition by unproven.program_id, unproven.year
        order by unproven.year - input_change.input_year, input_change.input_id
    ) as nearness
from changes.unproven as unproven
inner join changes.input_change as input_change
    on
        input_change.feed = 'enrolment'
        and input_change.institution_code = unproven.institution_code
        and input_change.cause = unproven.cause
        and input_change.input_year <= unproven.year
qualify nearness <= 3
