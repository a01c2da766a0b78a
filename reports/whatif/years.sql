-- one row per number of years that can be chosen
select years
from policy.offered_years
order by years
