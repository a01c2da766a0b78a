-- graduates loaded and graduates in cohorts are equal; returns the rows that offend
with delivered as (
    select cohort_year as year, observation, sum(graduates) as graduates
    from (
        select cohort_year, observation, graduates from staging.employment where row_status = 'loaded'
        union all
        select row_cohort.cohort_year, row_cohort.observation, row_cohort.graduates
        from staging.graduate_cohort as row_cohort
        left join staging.employment as counted
            on
                counted.institution_code = row_cohort.institution_code
                and counted.catalogue_version = row_cohort.catalogue_version
                and counted.major_code = row_cohort.major_code
                and counted.level = row_cohort.level
                and counted.cohort_year = row_cohort.cohort_year
                and counted.observation = row_cohort.observation
                and counted.row_status = 'loaded'
        where counted.institution_code is null
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
