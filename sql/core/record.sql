-- one row per program, year, indicator and observation a program answers for: its own readings and inherited ones
select
    program_id, year, indicator, observation, numerator, denominator, value, is_averaged,
    cast(null as varchar) as inherited_from
from core.reading
union all
select
    predecessor.program_id, reading.year, reading.indicator, reading.observation,
    reading.numerator, reading.denominator, reading.value, reading.is_averaged,
    predecessor.predecessor_program_id as inherited_from
from core.program_predecessor as predecessor
inner join core.reading as reading on reading.program_id = predecessor.predecessor_program_id
left join core.reading as own
    on
        own.program_id = predecessor.program_id
        and own.year = reading.year
        and own.indicator = reading.indicator
        and own.observation is not distinct from reading.observation
where own.program_id is null and (predecessor.kind = 'split' or reading.year < predecessor.effective_year)
