-- changed rows of the program itself, up to the year of the verdict; the rows of its own feed and nearest year first
insert into changes.evidence
select
    program_id,
    year,
    relation,
    input_id,
    row_number() over (
        partition by program_id, year
        order by
            case when feed in ('decision', 'exemption') then 0 else 1 end,
            years_before nulls first,
            feed, input_id
    ) as nearness
from changes.line_input
cross join changes.span as span
where
    relation = 'own'
    and case
        when feed in ('exemption', 'major_lineage') then true
        when feed = 'decision' then input_year = year
        -- that a year is judged at all is the doing of whoever delivered it
        when change_kind in ('entered', 'left') and span.differs then input_year = year
        else input_year <= year
    end
qualify nearness <= 5
