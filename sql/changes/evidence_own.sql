-- changed rows of the program itself, up to the year of the verdict; the rows of its own feed and nearest year first
insert into changes.evidence
select
    unproven.program_id,
    unproven.year,
    'own' as relation,
    input_change.input_id,
    row_number() over (
        partition by unproven.program_id, unproven.year
        order by
            case when input_change.feed in ('decision', 'exemption') then 0 else 1 end,
            unproven.year - input_change.input_year nulls first,
            input_change.feed, input_change.input_id
    ) as nearness
from changes.unproven as unproven
inner join changes.touched as touched on touched.program_id = unproven.program_id
inner join changes.input_change as input_change
    on input_change.input_id = touched.input_id and input_change.cause = unproven.cause
cross join changes.span as span
where
    case
        when input_change.feed in ('exemption', 'major_lineage') then true
        when input_change.feed = 'decision' then input_change.input_year = unproven.year
        -- that a year is judged at all is the doing of whoever delivered it
        when unproven.change_kind in ('entered', 'left') and span.differs then input_change.input_year = unproven.year
        else input_change.input_year <= unproven.year
    end
qualify nearness <= 5
