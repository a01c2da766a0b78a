-- one row per number of years that can be chosen
from policy.offered_years
order by years
