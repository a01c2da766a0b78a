-- one row per criterion and minimum cohort that can be chosen: those offered, and the policy's own
with own as (
    select criterion_id, cast(value as integer) as minimum_cohort
    from policy.criterion_minimum
    where value is not null
)

select criterion_id, minimum_cohort
from own
union
select own.criterion_id, cast(offered.minimum_cohort as integer) as minimum_cohort
from own
cross join policy.offered_minimum as offered
order by criterion_id, minimum_cohort
