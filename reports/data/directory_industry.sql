-- one row per industry and year of one world, all levels together: supply and demand
from marts.industry_match
where
    not is_residual
    and level = 'all'
    and region_code = $region_code
    and industry_classification = $industry_classification
    and granularity = $granularity
    and crosswalk_source = $crosswalk_source
    and supply_basis = $supply_basis
    and demand_basis = $demand_basis
order by industry_code, year
