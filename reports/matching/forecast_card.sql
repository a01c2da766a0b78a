-- one row per basis, years ahead and method of one region: how the method did in the back-test
select
    card.demand_basis,
    card.horizon_years,
    card.card_method,
    card.trials,
    card.origins,
    card.wape,
    card.mase,
    card.direction_hit_rate,
    card.coverage_80,
    card.coverage_95,
    card.share_dissimilarity
from marts.forecast_card as card
inner join (select distinct horizon_years from marts.demand_forecast) as published using (horizon_years)
where
    card.level = 'all'
    and card.region_code = $region_code
    and card.industry_classification = $industry_classification
    and card.granularity = $granularity
order by card.demand_basis, card.horizon_years, card.card_method <> 'as_chosen', card.card_method <> 'naive', card.card_method
