-- one row per major, classification, span of years and industry: where its last cohorts found work
with parameter as (
    select
        max(case when parameter = 'observed_cohorts' then value end) as cohorts,
        max(case when parameter = 'observed_minimum_employed' then value end) as minimum
    from policy.parameter
),

-- weights hold from the year of their newest cohort until the next one; the first hold before it too
span as (
    select
        industry_classification,
        year,
        case when year = min(year) over (partition by industry_classification) then 0 else year end as from_year,
        coalesce(
            min(year) over (
                partition by industry_classification order by year range between 1 following and unbounded following
            ),
            9999
        ) as before_year
    from (select distinct industry_classification, year from core.employer_industry) as observed
),

class_of as (
    select catalogue_version, major_code, major_class_code
    from core.major
    where catalogue_version = current_catalogue_version and major_code = current_major_code
),

pooled as (
    select
        span.industry_classification, span.from_year, span.before_year,
        employer.catalogue_version, employer.major_code, class_of.major_class_code, employer.industry_code,
        cast(sum(employer.employed) as bigint) as employed
    from span
    cross join parameter
    inner join core.employer_industry as employer
        on
            employer.industry_classification = span.industry_classification
            and employer.year <= span.year
            and employer.year > span.year - parameter.cohorts
    inner join class_of using (catalogue_version, major_code)
    group by all
),

-- a major of few graduates is weighted as its class
scoped as (
    select
        industry_classification, from_year, before_year, catalogue_version, major_code, industry_code,
        'major' as observed_scope, employed
    from pooled
    union all
    select
        pooled.industry_classification, pooled.from_year, pooled.before_year, class_of.catalogue_version,
        class_of.major_code, pooled.industry_code, 'class' as observed_scope,
        cast(sum(pooled.employed) as bigint) as employed
    from pooled
    inner join class_of using (catalogue_version, major_class_code)
    group by all
),

totalled as (
    select
        scoped.*,
        cast(sum(employed) over (
            partition by industry_classification, from_year, catalogue_version, major_code, observed_scope
        ) as bigint) as observed_employed
    from scoped
),

ranked as (
    select
        totalled.*,
        dense_rank() over (
            partition by industry_classification, from_year, catalogue_version, major_code
            order by observed_scope desc
        ) as preference
    from totalled
    cross join parameter
    where observed_employed >= parameter.minimum
)

select
    industry_classification,
    from_year,
    before_year,
    catalogue_version,
    major_code,
    industry_code,
    observed_scope,
    employed,
    observed_employed,
    employed / nullif(cast(observed_employed as double), 0) as weight
from ranked
where preference = 1 and employed > 0
