-- one row per program and the program whose record it carries on; how large that was stays inside
select
    program_id,
    predecessor_program_id,
    kind,
    effective_year,
    cast(null as bigint) as graduates_before
from exact.core.program_predecessor
