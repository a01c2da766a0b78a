-- one row per threshold of disclosure in force on the day
from policy.parameter
where
    parameter in ('disclosure_min_cohort', 'disclosure_min_part', 'disclosure_rounding_base')
    and level is null
    and valid_from <= $as_of
    and (valid_before is null or valid_before > $as_of)
