-- graduates loaded and graduates in cohorts are equal; returns the rows that offend
with delivered as (
    select cohort_year as year, observation, sum(graduates) as graduates
    from (
        select cohort_year, observation, graduates from staging.employment where row_status = 'loaded'
        union all
        select cohort_year, observation, graduates from staging.graduate_cohort
    ) as loaded
    group by cohort_year, observation
),

kept as (
    select year, observation, sum(graduates) as graduates
    from core.cohort
    group by year, observation
)

select year, observation, delivered.graduates as graduates_loaded, kept.graduates as graduates_in_cohorts
from delivered
full join kept using (year, observation)
where coalesce(delivered.graduates, 0) <> coalesce(kept.graduates, 0)
