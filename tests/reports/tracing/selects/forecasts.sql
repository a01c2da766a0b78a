-- one row per industry, basis and horizon: the expected change and its interval as shares of the newest demand
select
    forecast.industry_name,
    forecast.demand_basis,
    forecast.horizon_years,
    forecast.forecast_demand / nullif(forecast.last_demand, 0) - 1 as change,
    forecast.low_80 / nullif(forecast.last_demand, 0) - 1 as change_low,
    forecast.high_80 / nullif(forecast.last_demand, 0) - 1 as change_high
from marts.demand_forecast as forecast
where forecast.level = 'all'
