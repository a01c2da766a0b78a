-- one row: the last year that can be judged, the newest one for which a required criterion has anything to go by
with asked as (
    select distinct indicator, observation
    from policy.criterion
    where is_required
),

read as (
    -- an initial cohort of this summer says nothing yet to a criterion of the year's end
    select max(cohort.year) as year
    from core.cohort as cohort
    inner join asked on asked.observation = cohort.observation
    union all
    select max(delivered.year) as year
    from core.delivered_indicator as delivered
    inner join asked on asked.indicator = delivered.indicator
)

select coalesce(newest.year, span.last_enrolment_year, span.last_cohort_year, span.last_indicator_year) as judged_until_year
from core.span as span
cross join (select max(year) as year from read) as newest
