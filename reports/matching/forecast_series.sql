-- one row per industry, basis and years ahead of one region: the forecast, or why there is none
select
    demand_basis,
    industry_code,
    industry_name,
    horizon_years,
    last_year,
    last_demand,
    forecast_method,
    forecast_demand,
    low_80,
    high_80,
    low_95,
    high_95,
    expansion,
    replacement,
    replacement_rate,
    annual_openings,
    annual_openings_low_80,
    annual_openings_high_80,
    no_forecast_reason
from marts.demand_forecast
where
    level = 'all'
    and region_code = $region_code
    and industry_classification = $industry_classification
    and granularity = $granularity
order by demand_basis, industry_code, horizon_years
