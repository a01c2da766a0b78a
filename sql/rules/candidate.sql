-- one row per program, year and criterion that applies to its level: what will be judged
with answering as (
    select program_id, year, level
    from core.program_spine
    union all
    -- the years of a predecessor's record that lie before the program's own
    select distinct program.program_id, record.year, program.level
    from core.record as record
    inner join core.program as program on program.program_id = record.program_id
    where record.inherited_from is not null and record.year < program.first_year
)

select answering.program_id, answering.year, answering.level, criterion_year.criterion_id
from answering
inner join rules.criterion_year as criterion_year using (level, year)
