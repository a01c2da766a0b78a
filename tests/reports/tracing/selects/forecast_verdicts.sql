-- one row per basis and horizon: how what would have been published did in the back-test, and the naive beside it
select chosen.trials, chosen.wape, naive.wape as naive_wape, chosen.coverage_80
from marts.forecast_card as chosen
inner join marts.forecast_card as naive
    using (region_code, level, industry_classification, granularity, demand_basis, horizon_years)
where chosen.level = 'all' and chosen.card_method = 'as_chosen' and naive.card_method = 'naive'
