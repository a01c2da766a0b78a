-- the release before, where there was one
select *
from meta.comparison
