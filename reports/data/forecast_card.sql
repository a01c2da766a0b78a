-- one row per basis, years ahead and method of one region: how the method did in the back-test
from marts.forecast_card
where
    level = 'all'
    and horizon_years in (select horizon_years from marts.demand_forecast)
    and region_code = $region_code
    and industry_classification = $industry_classification
    and granularity = $granularity
order by demand_basis, horizon_years, card_method <> 'as_chosen', card_method <> 'naive', card_method
