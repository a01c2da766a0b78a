-- one row per trigger, cohort size and true rate: the chance of a false flag or of a miss
select
    trigger_id,
    cohort,
    true_rate,
    line,
    false_flag,
    miss
from policy.operating_point
order by trigger_number, cohort, true_rate
