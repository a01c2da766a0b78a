-- cohorts pooled once do not overlap; returns the rows that offend
select later.program_id, later.criterion_id, later.year, later.covers_from, earlier.year as earlier_year
from rules.criterion_result as later
inner join policy.criterion as criterion
    on criterion.criterion_id = later.criterion_id and criterion.pooled = 'once'
inner join rules.criterion_result as earlier
    on
        earlier.program_id = later.program_id
        and earlier.criterion_id = later.criterion_id
        and earlier.year < later.year
        and earlier.year >= later.covers_from
where later.result in ('fail', 'pass') and earlier.result in ('fail', 'pass')
