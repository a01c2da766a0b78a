-- one row per way in which deliveries name an industry: which entry of which classification that is
with delivered as (
    select distinct industry_classification, industry_code, industry_name
    from landing.industry_activity
    union
    select distinct industry_classification, industry_code, industry_name
    from landing.vacancy
    union
    select distinct industry_classification, industry_code, cast(null as varchar) as industry_name
    from landing.crosswalk
    where industry_code is not null
    union
    select distinct industry_classification, industry_code, cast(null as varchar) as industry_name
    from landing.employer_industry
    where industry_code is not null
),

entry as (
    select distinct industry_classification, industry_code, industry_name
    from landing.industry
),

matched as (
    select
        delivered.industry_classification,
        delivered.industry_code,
        delivered.industry_name,
        min(entry.industry_code) as resolved_industry_code,
        count(distinct entry.industry_code) as entries
    from delivered
    left join entry
        on
            entry.industry_classification = delivered.industry_classification
            and (
                entry.industry_code = delivered.industry_code
                or (delivered.industry_code is null and entry.industry_name = delivered.industry_name)
            )
    group by delivered.industry_classification, delivered.industry_code, delivered.industry_name
)

select
    industry_classification,
    industry_code,
    industry_name,
    resolved_industry_code,
    case
        when entries = 0 then 'unknown_industry'
        when entries > 1 then 'ambiguous_industry'
    end as reason_code
from matched
