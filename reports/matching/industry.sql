-- one row per industry of one world in one year: shares of supply and demand and what follows from them
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
