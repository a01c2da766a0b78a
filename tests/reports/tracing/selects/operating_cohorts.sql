-- one row per cohort size the card is computed for
select distinct cohort as size, cast(cohort as varchar) as cohort
from policy.operating_point
