-- one row where there was a release before: which one this is compared with
select *
from exact.meta.comparison
