-- one row per basis, granularity and horizon: industries forecast, growing, shrinking, and those that are not forecast
select
    count(*) filter (where forecast_demand is not null) as industries,
    count(*) filter (where forecast_demand > last_demand) as growing,
    count(*) filter (where forecast_demand < last_demand) as shrinking,
    any_value(horizon_years) as horizon,
    count(*) filter (where forecast_demand is null) as refused
from marts.demand_forecast
where level = 'all'
group by demand_basis, region_code, granularity, horizon_years
