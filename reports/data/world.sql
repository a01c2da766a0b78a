-- one row per comparable world of supply and demand, the one the policy names first
from marts.matching_world
order by preference
