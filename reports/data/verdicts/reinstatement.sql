-- one row per card that is held until enough passes follow
from policy.reinstatement
where valid_from <= $as_of and (valid_before is null or valid_before > $as_of) and passes is not null
order by card
