-- one row: what the release was built from
select *
from exact.meta.run
