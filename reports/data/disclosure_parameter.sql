-- one row per number of disclosure in force on the day
from policy.parameter
where
    starts_with(parameter, 'disclosure_')
    and level is null
    and valid_from <= $as_of
    and (valid_before is null or valid_before > $as_of)
