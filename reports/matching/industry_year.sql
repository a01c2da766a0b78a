-- one row per industry and year of one world, all levels together: how far its demand is from its supply
select
    industry_code,
    industry_name,
    year,
    structural_deviation,
    structural_deviation_status
from marts.industry_match
where
    level = 'all'
    and not is_residual
    and region_code = $region_code
    and industry_classification = $industry_classification
    and granularity = $granularity
    and crosswalk_source = $crosswalk_source
    and supply_basis = $supply_basis
    and demand_basis = $demand_basis
order by industry_code, year
