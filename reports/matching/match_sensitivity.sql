-- one row per industry of one world: its deviation and ratio as stated, with equal weights, and the range of the draws
select
    industry_code,
    industry_name,
    structural_deviation,
    structural_deviation_status,
    deviation_low,
    deviation_low_status,
    deviation_high,
    deviation_high_status,
    equal_deviation,
    equal_deviation_status,
    supply_demand_ratio,
    supply_demand_ratio_status,
    ratio_low,
    ratio_low_status,
    ratio_high,
    ratio_high_status,
    keeps_side,
    keeps_side_status
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
