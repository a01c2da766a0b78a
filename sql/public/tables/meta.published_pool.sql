-- one row per result of several withheld cohorts whose sums are published, in this release or an earlier one
select owner_id as cell_owner, program_id, year, criterion_id, covers_from
from disclosure.published_pool
union
select owner_id as cell_owner, program_id, year, criterion_id, covers_from
from disclosure.earlier_pool
