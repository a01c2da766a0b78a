-- one row per industry of one world in one year: shares of supply and demand and what follows from them
select
    industry_code,
    industry_name,
    supply,
    demand,
    supply_share,
    demand_share,
    supply_demand_ratio,
    supply_demand_ratio_status,
    share_gap,
    structural_deviation,
    structural_deviation_status,
    structural_deviation_formula,
    location_quotient,
    is_residual
from marts.industry_match
where
    year = $year
    and level = 'all'
    and region_code = $region_code
    and industry_classification = $industry_classification
    and granularity = $granularity
    and crosswalk_source = $crosswalk_source
    and supply_basis = $supply_basis
    and demand_basis = $demand_basis
order by is_residual, industry_code
