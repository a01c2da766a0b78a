-- one row per trigger, cohort size and true rate: the chance of a false flag or of a miss
from policy.operating_point
order by trigger_number, cohort, true_rate
