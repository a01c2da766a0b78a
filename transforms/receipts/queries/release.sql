-- facts of the run that made the release
select *
from meta.run
