-- one row per industry of one world: its deviation and ratio as stated, with equal weights, and the range of the draws
from marts.match_sensitivity
where
    year = $year
    and region_code = $region_code
    and industry_classification = $industry_classification
    and granularity = $granularity
    and crosswalk_source = $crosswalk_source
    and supply_basis = $supply_basis
    and demand_basis = $demand_basis
order by industry_code
