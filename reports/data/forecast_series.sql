-- one row per industry, basis and years ahead of one region: the forecast, or why there is none
from marts.demand_forecast
where
    level = 'all'
    and region_code = $region_code
    and industry_classification = $industry_classification
    and granularity = $granularity
order by demand_basis, industry_code, horizon_years
