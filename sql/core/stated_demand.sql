-- one row per year, level, region, industry and basis: what the industries ask for, as delivered
with vacancy as (
    select
        year, level, region_code, industry_classification, industry_code, vacancies as demand,
        coalesce(series_break, false) as is_series_break
    from staging.vacancy
    where row_status = 'loaded' and vacancies is not null
),

stated as (
    select
        year, level, region_code, industry_classification, industry_code, 'vacancies' as demand_basis, demand, is_series_break
    from vacancy
    where level is not null and level <> 'all'
    union all
    select
        year, 'all' as level, region_code, industry_classification, industry_code, 'vacancies' as demand_basis, demand,
        is_series_break
    from vacancy
    union all
    select
        year, 'all' as level, region_code, industry_classification, industry_code, measure as demand_basis, value as demand,
        coalesce(series_break, false) as is_series_break
    from staging.industry_activity
    where row_status = 'loaded' and value is not null and measure in ('employment', 'value_added', 'openings')
)

select
    stated.year,
    stated.level,
    stated.region_code,
    stated.industry_classification,
    coalesce(industry.granularity, 'section') as granularity,
    stated.industry_code,
    stated.demand_basis,
    cast(sum(cast(stated.demand as decimal(38, 15))) as double) as demand,
    bool_or(stated.is_series_break) as is_series_break
from stated
left join staging.industry as industry
    on
        industry.industry_classification = stated.industry_classification
        and industry.industry_code = stated.industry_code
        and industry.row_status = 'loaded'
group by all
